package dev.carve.standalone.verify;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The minibatches, turn and turn about for each model. The one at a position depends on nothing
/// but the seed and the position.
///
/// Their times are so far apart that every step is published.
///
/// @param size how many there are
/// @param seed where they come from
/// @param begin time of the first
record MinibatchStream(int size, long seed, Instant begin) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// A stream that ends now.
  static MinibatchStream endingAt(Instant end, int size, long seed) {
    Instant begin = Instant.ofEpochMilli(end.toEpochMilli()).minus(PAUSE.multipliedBy(size));
    return new MinibatchStream(size, seed, begin);
  }

  static ModelSpec specAt(int position) {
    return VerifiedModels.specs().get(position % VerifiedModels.specs().size());
  }

  /// How many steps a model has taken in the end.
  long stepsOf(String model) {
    int models = VerifiedModels.specs().size();
    int first = 0;
    while (!specAt(first).name().equals(model)) {
      first++;
    }
    return (size - first + models - 1L) / models;
  }

  Minibatch minibatchAt(int position) {
    ModelSpec spec = specAt(position);
    SplittableRandom random = new SplittableRandom(seed * 31 + position);
    int n = spec.batchSize();
    int inputs = spec.network().inputs();
    float[] features = new float[n * inputs];
    int[] labels = new int[n];
    for (int example = 0; example < n; example++) {
      double sum = 0;
      for (int input = 0; input < inputs; input++) {
        double feature = random.nextGaussian(input, 1 + input);
        features[example * inputs + input] = (float) feature;
        sum += (feature - input) / (1 + input);
      }
      labels[example] = Math.floorMod((int) Math.floor(sum), spec.classes().size());
    }
    boolean last = position >= size - VerifiedModels.specs().size();
    return new Minibatch(inputs, Floats.of(features), Ints.of(labels), timeAt(position), last);
  }

  ProducerRecord<byte[], byte[]> recordAt(int position) {
    return new ProducerRecord<>(
        Topics.MINIBATCHES.name(),
        null,
        timeAt(position).toEpochMilli(),
        specAt(position).name().getBytes(StandardCharsets.UTF_8),
        Topics.MINIBATCHES.codec().encode(minibatchAt(position)));
  }

  private Instant timeAt(int position) {
    return begin.plus(PAUSE.multipliedBy(position));
  }
}
