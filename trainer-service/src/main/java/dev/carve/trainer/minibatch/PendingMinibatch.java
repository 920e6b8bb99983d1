package dev.carve.trainer.minibatch;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.time.Instant;

/// The examples of one model that wait for their minibatch to be cut. Owned by the stream thread.
///
/// It lives in one byte array, which is also the value in the state store, so that adding an
/// example copies that example alone. Little-endian:
///
/// ```
///  0  i32  n, examples so far
///  4  i64  when the first of them arrived, ms since 1970
/// 12  i32  labels[batchSize]
///  …  f32  features[batchSize, inputs]
/// ```
final class PendingMinibatch {
  private static final int SIZE = 0;
  private static final int FIRST_ARRIVAL = SIZE + Integer.BYTES;
  private static final int LABELS = FIRST_ARRIVAL + Long.BYTES;

  private final int inputs;
  private final int batchSize;
  private final byte[] bytes;
  private final ByteBuffer header;
  private final IntBuffer labels;
  private final FloatBuffer features;

  PendingMinibatch(int inputs, int batchSize) {
    this(inputs, batchSize, new byte[LABELS + batchSize * Integer.BYTES * (1 + inputs)]);
  }

  PendingMinibatch(int inputs, int batchSize, byte[] bytes) {
    this.inputs = inputs;
    this.batchSize = batchSize;
    this.bytes = bytes;
    this.header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int labelBytes = batchSize * Integer.BYTES;
    this.labels = header.slice(LABELS, labelBytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    this.features =
        header
            .slice(LABELS + labelBytes, labelBytes * inputs)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
  }

  /// {@return the live array: later examples show in it}
  byte[] bytes() {
    return bytes;
  }

  void add(float[] exampleFeatures, int label, long nowMs) {
    int size = size();
    if (size == 0) {
      header.putLong(FIRST_ARRIVAL, nowMs);
    }
    features.put(size * inputs, exampleFeatures);
    labels.put(size, label);
    header.putInt(SIZE, size + 1);
  }

  int size() {
    return header.getInt(SIZE);
  }

  boolean isFull() {
    return size() == batchSize;
  }

  boolean isOlderThan(long ageMs, long nowMs) {
    return size() > 0 && nowMs - header.getLong(FIRST_ARRIVAL) >= ageMs;
  }

  Minibatch cut(long nowMs, boolean endOfInput) {
    int size = size();
    float[] cutFeatures = new float[size * inputs];
    int[] cutLabels = new int[size];
    features.get(0, cutFeatures);
    labels.get(0, cutLabels);
    header.putInt(SIZE, 0);
    return new Minibatch(
        inputs,
        Floats.of(cutFeatures),
        Ints.of(cutLabels),
        Instant.ofEpochMilli(nowMs),
        endOfInput);
  }
}
