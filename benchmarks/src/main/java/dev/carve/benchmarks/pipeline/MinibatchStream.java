package dev.carve.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A model and an endless stream of minibatches for it, which begins again after some of them.
///
/// Features are normally distributed, and the classes are bands of their sum: easy enough for
/// training to stay finite however long it goes on.
public final class MinibatchStream {
  private static final int BATCH_SIZE = 32;
  private static final int DISTINCT_BYTES = 8 << 20;

  private final String network;
  private final int inputs;
  private final int classes;
  private final String spec;
  private final List<byte[]> minibatches;

  /// A stream for a network.
  ///
  /// @param network written as `2-8-8-2 tanh`
  public MinibatchStream(String network) {
    String[] parts = network.split(" ", 2);
    List<String> sizes = List.of(parts[0].split("-", -1));
    this.network = network;
    this.inputs = Integer.parseInt(sizes.getFirst());
    this.classes = Integer.parseInt(sizes.getLast());
    this.spec = spec(sizes, parts[1]);
    int bytes = BATCH_SIZE * (inputs + 1) * Float.BYTES;
    int distinct = Math.min(1024, DISTINCT_BYTES / bytes);
    SplittableRandom random = new SplittableRandom(3);
    this.minibatches = new ArrayList<>();
    for (int i = 0; i < distinct; i++) {
      minibatches.add(minibatch(random));
    }
  }

  /// {@return sizes of the layers, and the activation of the hidden ones}
  public String network() {
    return network;
  }

  /// {@return the model's name, key of its records}
  public String model() {
    return ModelSpec.parse(spec).name();
  }

  /// {@return the model as YAML}
  public String spec() {
    return spec;
  }

  /// {@return the command that makes the model, encoded}
  public byte[] createCommand() {
    return Topics.CONTROL
        .codec()
        .encode(ControlCommand.create("create", model(), spec, Instant.EPOCH));
  }

  /// {@return examples of a minibatch}
  public int batchSize() {
    return BATCH_SIZE;
  }

  /// {@return length of one record's value}
  public int minibatchBytes() {
    return minibatches.getFirst().length;
  }

  /// {@return the key of all records}
  public byte[] key() {
    return model().getBytes(UTF_8);
  }

  /// {@return a minibatch, encoded; not to be modified}
  ///
  /// @param index its place in the stream, from 0
  public byte[] at(long index) {
    return minibatches.get((int) (index % minibatches.size()));
  }

  private byte[] minibatch(SplittableRandom random) {
    float[] features = new float[BATCH_SIZE * inputs];
    int[] labels = new int[BATCH_SIZE];
    for (int i = 0; i < BATCH_SIZE; i++) {
      double sum = 0;
      for (int j = 0; j < inputs; j++) {
        float feature = (float) random.nextGaussian();
        features[i * inputs + j] = feature;
        sum += feature;
      }
      double scaled = 0.5 + sum / Math.sqrt(inputs) / 4;
      labels[i] = Math.clamp((int) (classes * scaled), 0, classes - 1);
    }
    return Topics.MINIBATCHES
        .codec()
        .encode(new Minibatch(inputs, Floats.of(features), Ints.of(labels), Instant.EPOCH, false));
  }

  private static String spec(List<String> sizes, String activation) {
    String layers =
        sizes.subList(1, sizes.size() - 1).stream()
            .map(units -> "  - {units: %s, activation: %s}\n".formatted(units, activation))
            .collect(Collectors.joining());
    String classes =
        IntStream.range(0, Integer.parseInt(sizes.getLast()))
            .mapToObj(c -> "c" + c)
            .collect(Collectors.joining(", "));
    return """
    name: measured
    inputs: %s
    layers:
    %sclasses: [%s]
    optimizer: {type: sgd, learning-rate: 0.01}
    batch-size: %d
    standardize: true
    seed: 42
    """
        .formatted(sizes.getFirst(), layers, classes, BATCH_SIZE);
  }
}
