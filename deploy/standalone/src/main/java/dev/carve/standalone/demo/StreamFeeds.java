package dev.carve.standalone.demo;

import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.stream.DemoStreams;
import dev.carve.dashboard.stream.FedStream;
import dev.carve.dashboard.stream.StreamExistsException;
import dev.carve.dashboard.stream.StreamKind;
import dev.carve.dashboard.stream.StreamRequest;
import dev.carve.trainer.stream.Drift;
import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.FeedRate;
import dev.carve.trainer.stream.SyntheticShape;
import dev.carve.trainer.stream.SyntheticSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All streams of a demo, at most one a model: its own, and those that viewers have started.
///
/// ```
/// streams/STREAM         how far the demo's own stream of this name has been fed
/// streams/started.json   the streams that viewers have started
/// streams/models/MODEL   how far the one of this model has been fed
/// ```
///
/// Safe for any number of threads.
final class StreamFeeds implements DemoStreams, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamFeeds.class);

  private final Path directory;
  private final String bootstrapServers;
  private final StartedStreams started;
  private final Map<String, Fed> feeds = new TreeMap<>();

  /// @param directory where positions are remembered
  StreamFeeds(Path directory, String bootstrapServers) {
    this.directory = directory;
    this.bootstrapServers = bootstrapServers;
    this.started = new StartedStreams(directory.resolve("started.json"));
  }

  /// One stream at work.
  private record Fed(
      ModelSpec model, StreamRequest request, boolean own, FeedRate rate, StreamFeed feed) {
    FedStream shown() {
      return new FedStream(model.name(), request, feed.isRunning());
    }

    Fed at(double minibatchesPerSecond) {
      rate.set(minibatchesPerSecond * model.batchSize());
      StreamRequest paced =
          new StreamRequest(
              request.stream(), minibatchesPerSecond, request.noise(), request.seed());
      return new Fed(model, paced, own, rate, feed);
    }
  }

  /// Takes up what viewers have started, and feeds the demo's own stream unless its model is fed by
  /// one of those.
  ///
  /// @param plan the demo's own stream
  /// @param models what the model of a name is, if there is one
  synchronized void resume(DemoPlan plan, Function<String, Optional<ModelSpec>> models) {
    started
        .read()
        .forEach((name, request) ->
            models
                .apply(name)
                .ifPresentOrElse(
                    model -> resume(model, request),
                    () -> log.warn("A stream is not fed, for its model is gone: model={}", name)));
    String model = plan.spec().name();
    Fed before = feeds.get(model);
    if (before != null) {
      log.info("The model {} goes on being fed {}", model, before.request().stream());
      return;
    }
    StreamRequest own =
        new StreamRequest(
            plan.streamName(),
            plan.minibatchesPerSecond(),
            SyntheticShape.named(plan.streamName()).usualNoise(),
            DemoSpecs.SEED);
    feed(plan.spec(), own, plan.stream(), true, directory.resolve(plan.streamName()));
  }

  private void resume(ModelSpec model, StreamRequest request) {
    try {
      if (!feeds.containsKey(model.name())) {
        feed(model, request, source(request), false, positionOf(model.name()));
      }
    } catch (IllegalArgumentException e) {
      log.warn("A stream is not fed: model={}, reason={}", model.name(), e.getMessage());
    }
  }

  @Override
  public List<StreamKind> kinds() {
    return StreamKinds.all();
  }

  @Override
  public synchronized List<FedStream> fed() {
    return feeds.values().stream().map(Fed::shown).toList();
  }

  @Override
  public synchronized FedStream start(ModelSpec model, StreamRequest request) {
    Fed before = feeds.get(model.name());
    if (before != null) {
      throw new StreamExistsException(before.shown());
    }
    Path position = positionOf(model.name());
    new StreamPosition(position).write(0);
    Fed fed = feed(model, request, source(request), false, position);
    remember();
    return fed.shown();
  }

  @Override
  public synchronized Optional<FedStream> setRate(String model, double minibatchesPerSecond) {
    Fed paced = feeds.computeIfPresent(model, (_, fed) -> fed.at(minibatchesPerSecond));
    remember();
    return Optional.ofNullable(paced).map(Fed::shown);
  }

  @Override
  public synchronized boolean stop(String model) {
    Fed fed = feeds.remove(model);
    if (fed == null) {
      return false;
    }
    fed.feed().close();
    remember();
    return true;
  }

  @Override
  public synchronized void close() {
    feeds.values().forEach(fed -> fed.feed().close());
    feeds.clear();
  }

  private Fed feed(
      ModelSpec model, StreamRequest request, SyntheticSource source, boolean own, Path position) {
    source.labelFor(model.classes());
    FeedRate rate = new FeedRate(request.minibatchesPerSecond() * model.batchSize());
    StreamFeed feed =
        StreamFeed.start(
            ExampleFeeder.named(bootstrapServers, model.name()),
            model,
            source,
            new StreamPosition(position),
            rate);
    Fed fed = new Fed(model, request, own, rate, feed);
    feeds.put(model.name(), fed);
    return fed;
  }

  private static SyntheticSource source(StreamRequest request) {
    return new SyntheticSource(
        SyntheticShape.named(request.stream()), new Drift.None(), request.noise(), request.seed());
  }

  private Path positionOf(String model) {
    return directory.resolve("models").resolve(model);
  }

  private void remember() {
    Map<String, StreamRequest> streams = new TreeMap<>();
    feeds.forEach((model, fed) -> {
      if (!fed.own()) {
        streams.put(model, fed.request());
      }
    });
    started.write(streams);
  }
}
