package dev.carve.standalone.fit;

import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.ConsumerGroups;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.standalone.storage.DirectoryInUseException;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services of a fit in this process: a trainer, and a broker of its own unless there is one
/// already.
///
/// The broker's directory lies inside the data directory and is gone afterwards; a fit that was
/// killed leaves it to the next one to remove.
public final class FitServices implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FitServices.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PREFIX = "fit-";
  private static final String HOLDER = "carve fit";
  private static final double FRAMES_PER_SECOND = 0.001;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private String bootstrapServers = "";

  private FitServices() {}

  /// Starts a broker, a sampler and a trainer.
  ///
  /// @param data where the broker's directory and the journal come to lie
  /// @return the running services
  public static FitServices startPrivate(DataDirectory data) {
    FitServices services = new FitServices();
    return services.orClosed(() -> {
      DataDirectory directory = services.ownDirectory(data);
      EmbeddedBroker broker = services.started(EmbeddedBroker.start(directory.broker(), 0));
      services.bootstrapServers = broker.bootstrapServers();
      new TopicSetup(services.bootstrapServers, PATIENCE).createMissing(1);
      services.startTraining(data, directory);
    });
  }

  /// Starts a sampler and a trainer with a Kafka that is there already, unless a trainer is at work
  /// there: then that one trains, and its sampler journals.
  ///
  /// @param data where the trainer's files and the journal come to lie
  /// @param bootstrapServers where Kafka is
  /// @return the running services
  public static FitServices startAt(DataDirectory data, String bootstrapServers) {
    FitServices services = new FitServices();
    services.bootstrapServers = bootstrapServers;
    return services.orClosed(() -> {
      DataDirectory directory = services.ownDirectory(data);
      String group = TrainerConfig.defaults(bootstrapServers, directory.trainer()).applicationId();
      if (new ConsumerGroups(bootstrapServers).hasMembers(group)) {
        log.info("A trainer is at work at {} already", bootstrapServers);
      } else {
        services.startTraining(data, directory);
      }
    });
  }

  /// {@return where Kafka is}
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable service = running.pop();
      try {
        service.close();
      } catch (Exception e) {
        log.warn("A service did not stop cleanly: {}", e.toString(), e);
      }
    }
  }

  private FitServices orClosed(Runnable start) {
    try {
      start.run();
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private DataDirectory ownDirectory(DataDirectory data) {
    removeLeftovers(data.root());
    DataDirectory directory =
        new DataDirectory(data.root().resolve(PREFIX + ProcessHandle.current().pid()));
    DataDirectory.Lock lock = directory.lock(HOLDER);
    started(() -> {
      remove(directory.root());
      lock.close();
    });
    return directory;
  }

  private void startTraining(DataDirectory data, DataDirectory directory) {
    MeterRegistry registry = new SimpleMeterRegistry();
    started(SamplerService.start(journalOnly(this, data), registry));
    started(
        TrainerService.start(
            TrainerConfig.defaults(bootstrapServers, directory.trainer()), registry));
  }

  /// A sampler that journals, so that the run can be watched later, and draws next to nothing.
  private static SamplerConfig journalOnly(FitServices services, DataDirectory data) {
    return SamplerConfig.defaults(services.bootstrapServers, data.root())
        .withHttpPort(0)
        .withFramesPerSecond(FRAMES_PER_SECOND);
  }

  private <T extends AutoCloseable> T started(T service) {
    running.push(service);
    return service;
  }

  /// Removes the directories of fits that nobody holds any more.
  private static void removeLeftovers(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path leftover : leftovers) {
        removeUnlessHeld(leftover);
      }
    } catch (IOException e) {
      log.warn("Leftovers of earlier fits stay in {}: {}", root, e.toString());
    }
  }

  private static void removeUnlessHeld(Path leftover) throws IOException {
    DataDirectory directory = new DataDirectory(leftover);
    if (!directory.holder().equals(HOLDER)) {
      return; // Somebody else's, whatever its name.
    }
    try (DataDirectory.Lock _ = directory.lock(HOLDER)) {
      remove(leftover);
    } catch (DirectoryInUseException e) {
      log.debug("Another fit is running in {}", leftover, e);
    }
  }

  private static void remove(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
