package dev.carve.standalone.verify;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The models that are trained: three optimisers with state of their own, standardised inputs,
/// several layers, on several partitions.
final class VerifiedModels {
  static final int PARTITIONS = 4;

  private static final List<String> YAML =
      List.of(
          """
          name: nesterov
          inputs: 2
          layers: [{units: 8, activation: tanh}, {units: 8, activation: tanh}]
          classes: [a, b]
          optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9, nesterov: true}
          batch-size: 32
          standardize: true
          seed: 1
          """,
          """
          name: adam
          inputs: 7
          layers: [{units: 33, activation: relu}, {units: 17, activation: sigmoid}]
          classes: [a, b, c]
          optimizer: {type: adam, learning-rate: 0.002}
          learning-rate-schedule: {type: exponential, half-life: 5000}
          batch-size: 19
          standardize: true
          seed: 2
          """,
          """
          name: rmsprop
          inputs: 12
          layers: [{units: 64, activation: elu}, {units: 32, activation: leaky-relu}]
          classes: [a, b, c, d, e]
          optimizer: {type: rmsprop, learning-rate: 0.001, momentum: 0.5}
          gradient-clip-norm: 1.0
          batch-size: 16
          standardize: true
          seed: 3
          """);

  private static final List<ModelSpec> SPECS = YAML.stream().map(ModelSpec::parse).toList();

  private VerifiedModels() {}

  static List<ModelSpec> specs() {
    return SPECS;
  }

  /// What creates the models; the same records at the same time, so that the runs have the same
  /// names.
  static List<ProducerRecord<byte[], byte[]>> commands(Instant time) {
    return SPECS.stream()
        .map(spec ->
            new ProducerRecord<>(
                Topics.CONTROL.name(),
                null,
                time.toEpochMilli(),
                spec.name().getBytes(StandardCharsets.UTF_8),
                Topics.CONTROL
                    .codec()
                    .encode(
                        ControlCommand.create(
                            "create-" + spec.name(), spec.name(), spec.toYaml(), time))))
        .toList();
  }
}
