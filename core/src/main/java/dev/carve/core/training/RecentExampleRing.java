package dev.carve.core.training;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;

/// The examples trained on last, as many as fit. Owned by one thread.
final class RecentExampleRing {
  private static final int MAXIMUM_BYTES = 64 * 1024;
  private static final int MAXIMUM_EXAMPLES = 128;
  private static final int MINIMUM_EXAMPLES = 16;

  private final int inputs;
  private final float[] features;
  private final int[] labels;
  private long added;
  private int unwritten;

  RecentExampleRing(int inputs) {
    int fitting = MAXIMUM_BYTES / (Float.BYTES * (inputs + 1));
    int capacity = Math.clamp(fitting, MINIMUM_EXAMPLES, MAXIMUM_EXAMPLES);
    this.inputs = inputs;
    this.features = new float[capacity * inputs];
    this.labels = new int[capacity];
  }

  /// Adds n examples; when they are more than fit, the last of them.
  void add(float[] batchFeatures, int[] batchLabels, int n) {
    int from = Math.max(0, n - labels.length);
    while (from < n) {
      int slot = (int) (added % labels.length);
      int count = Math.min(n - from, labels.length - slot);
      System.arraycopy(batchFeatures, from * inputs, features, slot * inputs, count * inputs);
      System.arraycopy(batchLabels, from, labels, slot, count);
      added += count;
      from += count;
    }
    unwritten = Math.min(labels.length, unwritten + n);
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

  /// Makes the next write a whole one.
  void forgetWhatIsWritten() {
    unwritten = labels.length;
  }

  /// Stores what has changed since the last write to the same place.
  void writeChanges(ByteBuffer buffer) {
    buffer.putLong(added);
    int start = buffer.position();
    int end = (int) (added % labels.length);
    int from = end - unwritten;
    if (from < 0) {
      writeSlots(buffer, start, from + labels.length, labels.length);
    }
    writeSlots(buffer, start, Math.max(0, from), end);
    buffer.position(start + (labels.length + features.length) * Float.BYTES);
    unwritten = 0;
  }

  private void writeSlots(ByteBuffer buffer, int start, int from, int to) {
    int featuresStart = start + labels.length * Integer.BYTES;
    StateBuffer.put(buffer.position(start + from * Integer.BYTES), labels, from, to - from);
    StateBuffer.put(
        buffer.position(featuresStart + from * inputs * Float.BYTES),
        features,
        from * inputs,
        (to - from) * inputs);
  }

  void read(ByteBuffer buffer) {
    added = buffer.getLong();
    StateBuffer.get(buffer, labels);
    StateBuffer.get(buffer, features);
    forgetWhatIsWritten();
  }
}
