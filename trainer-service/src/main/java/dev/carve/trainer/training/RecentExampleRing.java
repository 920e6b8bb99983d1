package dev.carve.trainer.training;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.RecentExamples;
import java.nio.ByteBuffer;

/// The examples trained on last, as many as fit. Owned by the stream thread.
final class RecentExampleRing {
  private static final int MAXIMUM_BYTES = 64 * 1024;
  private static final int MAXIMUM_EXAMPLES = 128;
  private static final int MINIMUM_EXAMPLES = 16;

  private final int inputs;
  private final float[] features;
  private final int[] labels;
  private long added;

  RecentExampleRing(int inputs) {
    int fitting = MAXIMUM_BYTES / (Float.BYTES * (inputs + 1));
    int capacity = Math.clamp(fitting, MINIMUM_EXAMPLES, MAXIMUM_EXAMPLES);
    this.inputs = inputs;
    this.features = new float[capacity * inputs];
    this.labels = new int[capacity];
  }

  /// Adds n examples; when they are more than fit, the last of them.
  void add(float[] batchFeatures, int[] batchLabels, int n) {
    for (int i = Math.max(0, n - labels.length); i < n; i++) {
      int slot = (int) (added++ % labels.length);
      System.arraycopy(batchFeatures, i * inputs, features, slot * inputs, inputs);
      labels[slot] = batchLabels[i];
    }
  }

  RecentExamples toRecentExamples() {
    int size = (int) Math.min(added, labels.length);
    float[] orderedFeatures = new float[size * inputs];
    int[] orderedLabels = new int[size];
    for (int i = 0; i < size; i++) {
      int slot = (int) ((added - size + i) % labels.length);
      System.arraycopy(features, slot * inputs, orderedFeatures, i * inputs, inputs);
      orderedLabels[i] = labels[slot];
    }
    return new RecentExamples(Floats.of(orderedFeatures), Ints.of(orderedLabels));
  }

  int stateBytes() {
    return Long.BYTES + (features.length + labels.length) * Float.BYTES;
  }

  void write(ByteBuffer buffer) {
    buffer.putLong(added);
    StateBuffer.put(buffer, labels);
    StateBuffer.put(buffer, features);
  }

  void read(ByteBuffer buffer) {
    added = buffer.getLong();
    StateBuffer.get(buffer, labels);
    StateBuffer.get(buffer, features);
  }
}
