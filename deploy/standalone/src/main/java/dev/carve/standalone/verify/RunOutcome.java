package dev.carve.standalone.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.training.ModelState;
import dev.carve.trainer.training.TrainingProcessor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a run has committed for each model, as any reader sees it.
///
/// @param models what there is of each, by name
record RunOutcome(Map<String, Model> models) {
  /// What there is of one model.
  ///
  /// @param state the last value in the changelog of the store
  /// @param snapshots every snapshot, in the order of the topic
  /// @param lastMetrics the figures after the last minibatch, each time they were committed
  record Model(State state, List<Snapshot> snapshots, List<TrainingMetrics> lastMetrics) {
    Model {
      snapshots = List.copyOf(snapshots);
      lastMetrics = List.copyOf(lastMetrics);
    }
  }

  /// The bytes of a state.
  static final class State {
    private final byte[] bytes;

    State(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    ModelState read() {
      return ModelState.read(bytes.clone());
    }
  }

  /// A snapshot, as short as it can be compared.
  ///
  /// @param step when
  /// @param digest SHA-256 of the record's value
  record Snapshot(long step, String digest) {}

  RunOutcome {
    models = Map.copyOf(models);
  }

  /// Waits until the last step of every model is committed everywhere, then reads.
  static RunOutcome await(String bootstrapServers, String applicationId, MinibatchStream stream) {
    String changelog = "%s-%s-changelog".formatted(applicationId, TrainingProcessor.STORE);
    Map<String, byte[]> states = new HashMap<>();
    try (CommittedRecords records = new CommittedRecords(bootstrapServers, changelog)) {
      Patience.await(
          "the commit of the last step",
          () -> {
            records.poll(each -> states.put(modelOf(each), each.value()));
            return VerifiedModels.specs().stream()
                .allMatch(spec -> isAt(states, spec, stream.stepsOf(spec.name())));
          });
    }
    return read(bootstrapServers, states);
  }

  private static boolean isAt(Map<String, byte[]> states, ModelSpec spec, long step) {
    byte[] value = states.get(spec.name());
    return value != null && ModelState.read(value.clone()).step() == step;
  }

  private static RunOutcome read(String bootstrapServers, Map<String, byte[]> states) {
    Map<String, List<Snapshot>> snapshots = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> each :
        CommittedRecords.all(bootstrapServers, Topics.SNAPSHOTS.name())) {
      long step = Topics.SNAPSHOTS.codec().decode(each.value()).step();
      snapshots
          .computeIfAbsent(modelOf(each), _ -> new ArrayList<>())
          .add(new Snapshot(step, digest(each.value())));
    }
    Map<String, List<TrainingMetrics>> metrics = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> each :
        CommittedRecords.all(bootstrapServers, Topics.METRICS.name())) {
      TrainingMetrics decoded = Topics.METRICS.codec().decode(each.value());
      if (decoded.endOfInput()) {
        metrics
            .computeIfAbsent(modelOf(each), _ -> new ArrayList<>())
            .add(withoutTheClock(decoded));
      }
    }
    Map<String, Model> models = new TreeMap<>();
    states.forEach((model, state) ->
        models.put(
            model,
            new Model(
                new State(state),
                snapshots.getOrDefault(model, List.of()),
                metrics.getOrDefault(model, List.of()))));
    return new RunOutcome(models);
  }

  private static String modelOf(ConsumerRecord<byte[], byte[]> keyed) {
    return new String(keyed.key(), UTF_8);
  }

  /// The figures that depend on the minibatches alone.
  private static TrainingMetrics withoutTheClock(TrainingMetrics metrics) {
    return new TrainingMetrics(
        metrics.model(),
        metrics.run(),
        metrics.step(),
        metrics.examplesSeen(),
        Instant.EPOCH,
        0,
        metrics.learningRate(),
        metrics.gradientNorm(),
        metrics.fading(),
        metrics.window(),
        metrics.windowSize(),
        metrics.overall(),
        metrics.confusion(),
        metrics.state(),
        metrics.endOfInput());
  }

  private static String digest(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
