package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.latency.ServicesMain;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.measurement.MemoryUse;
import dev.carve.benchmarks.pipeline.BrokerMain;
import dev.carve.benchmarks.pipeline.ConsumedOffsets;
import dev.carve.benchmarks.pipeline.ConsumerLag;
import dev.carve.benchmarks.pipeline.MinibatchStream;
import dev.carve.benchmarks.pipeline.MinibatchTopic;
import dev.carve.benchmarks.pipeline.StreamMain;
import dev.carve.benchmarks.pipeline.StreamMain.Timetable;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.trainer.TrainerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// All of Carve at work on a steady stream: broker, trainer with sampler, dashboard and producer,
/// each in a process of its own.
public final class LivePipeline implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NS = 200_000_000;

  private final Path directory;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final ChildJvm dashboard;
  private final Timetable timetable;
  private final ConsumerLag lag;

  /// Starts it.
  ///
  /// @param directory where topics, journal and logs lie
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param perSecond minibatches a second
  public LivePipeline(Path directory, String network, double perSecond) {
    this(directory, network, perSecond, _ -> {});
  }

  /// Starts it on a journal that has runs already.
  ///
  /// @param directory where topics, journal and logs lie
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param perSecond minibatches a second
  /// @param history writes into the directory of the journal
  public LivePipeline(Path directory, String network, double perSecond, Consumer<Path> history) {
    this.directory = directory;
    MinibatchStream stream = new MinibatchStream(network);
    String address =
        start("broker", BrokerMain.class, directory + "/broker").ask(String.class, "address");
    String group = TrainerConfig.defaults(address, directory).applicationId();
    MinibatchTopic.create(address, stream);
    Path services = directory.resolve("services");
    history.accept(ServicesMain.journal(services));
    String sampler =
        start("services", ServicesMain.class, address, services.toString())
            .ask(String.class, "sampler");
    this.dashboard = start("dashboard", DashboardMain.class, address, sampler);
    // Minibatches before the model would be refused.
    ConsumedOffsets.awaitCommands(address, group, PATIENCE);
    this.timetable =
        start("stream", StreamMain.class, address, network)
            .ask(Timetable.class, "start", Double.toString(perSecond));
    this.lag = new ConsumerLag(address, group);
    running.push(lag);
    awaitTrainer(perSecond);
  }

  /* Until everything is loaded and compiled, the trainer may be behind by seconds. */
  private void awaitTrainer(double perSecond) {
    long beganNs = System.nanoTime();
    while (timetable.dueSteps(System.currentTimeMillis()) < perSecond || lag() > perSecond / 2) {
      if (System.nanoTime() - beganNs > PATIENCE.toNanos()) {
        throw new BenchmarkRunException(
            "the trainer must catch up within %s: lag=%d".formatted(PATIENCE, lag()));
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private ChildJvm start(String name, Class<?> main, String... arguments) {
    ChildJvm started = ChildJvm.start(Command.like(name, main, arguments), directory);
    running.push(started);
    return started;
  }

  /// {@return where the page is}
  public URI url() {
    return URI.create(dashboard.ask(String.class, "url"));
  }

  /// {@return when minibatches are due}
  public Timetable timetable() {
    return timetable;
  }

  /// {@return how many minibatches the trainer is behind}
  public long lag() {
    return lag.now();
  }

  /// {@return processor time that the dashboard has used, ns}
  public long dashboardCpuNs() {
    return dashboard.ask(Long.class, "cpu");
  }

  /// {@return what the dashboard has in memory}
  public MemoryUse dashboardMemory() {
    return dashboard.ask(MemoryUse.class, "memory");
  }

  /// Stops everything, what writes before what it writes to, also where something refuses to stop.
  @Override
  public void close() {
    IllegalStateException refused = null;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        if (refused == null) {
          refused = new IllegalStateException("a part of the pipeline did not stop", e);
        } else {
          refused.addSuppressed(e);
        }
      }
    }
    if (refused != null) {
      throw refused;
    }
  }
}
