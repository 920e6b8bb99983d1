package dev.carve.core.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads minibatches, one after the other, without making an object for any of them.
///
/// It knows the wire format of message `Minibatch` in the schema, finds where the tensors lie, and
/// copies them into arrays of the caller. A field that the schema does not have is an error, not
/// something to be skipped: what a later version would say with it, this one would not do. Owned by
/// one thread.
public final class MinibatchReader {
  /* A tag is the field's number in the schema and, in its lowest three bits, the wire type: 0 a number of 7 bits per
   * byte, 2 a length and as many bytes. Source: https://protobuf.dev/programming-guides/encoding */
  private static final int NUMBER = 0;
  private static final int BYTES = 2;
  private static final int SIZE = 1 << 3 | NUMBER;
  private static final int INPUTS = 2 << 3 | NUMBER;
  private static final int FEATURES = 3 << 3 | BYTES;
  private static final int LABELS = 4 << 3 | BYTES;
  private static final int ASSEMBLED = 5 << 3 | NUMBER;
  private static final int END_OF_INPUT = 6 << 3 | NUMBER;

  private byte[] value = new byte[0];
  private int position;
  private int size;
  private int inputs;
  private int featuresStart;
  private int featuresBytes;
  private int labelsStart;
  private int labelsBytes;
  private long assembledMicros;
  private boolean endOfInput;

  /// A reader that has read nothing yet.
  public MinibatchReader() {}

  /// Takes up a record value.
  ///
  /// @param bytes one whole minibatch, kept until the next call
  /// @throws MalformedEventException if they are no minibatch of a schema that is known here, or
  ///   its shapes contradict each other
  public void read(byte[] bytes) {
    value = bytes;
    position = 0;
    size = 0;
    inputs = 0;
    featuresStart = 0;
    featuresBytes = 0;
    labelsStart = 0;
    labelsBytes = 0;
    assembledMicros = 0;
    endOfInput = false;
    while (position < bytes.length) {
      readField();
    }
    Floats.requireWhole("features", featuresBytes);
    Ints.requireWhole("labels", labelsBytes);
    int labels = labelsBytes / Integer.BYTES;
    if (size != labels) {
      throw new MalformedEventException(
          "labels must be [size]: size=%d, labels=[%d]".formatted(size, labels));
    }
    Minibatch.requireShape(size, inputs, featuresBytes / Float.BYTES, endOfInput);
  }

  private void readField() {
    long tag = number();
    if (tag == SIZE) {
      size = (int) number();
    } else if (tag == INPUTS) {
      inputs = (int) number();
    } else if (tag == FEATURES) {
      featuresBytes = length();
      featuresStart = position;
      position += featuresBytes;
    } else if (tag == LABELS) {
      labelsBytes = length();
      labelsStart = position;
      position += labelsBytes;
    } else if (tag == ASSEMBLED) {
      assembledMicros = number();
    } else if (tag == END_OF_INPUT) {
      endOfInput = number() != 0;
    } else {
      throw malformed("unknown field=%d of type=%d".formatted(tag >>> 3, tag & 7));
    }
  }

  private long number() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == value.length) {
        throw malformed("it ends within a field");
      }
      byte next = value[position++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw malformed("a number is longer than 64 bits");
  }

  private int length() {
    long length = number();
    if (length < 0 || length > value.length - position) {
      throw malformed("it ends within a field");
    }
    return (int) length;
  }

  private MalformedEventException malformed(String what) {
    return new MalformedEventException(
        "value must be a Protobuf Minibatch: bytes=%d, %s".formatted(value.length, what));
  }

  /// {@return n, how many examples it holds}
  public int size() {
    return size;
  }

  /// {@return d, features of each example}
  public int inputs() {
    return inputs;
  }

  /// {@return whether a snapshot and metrics must be published after it}
  public boolean endOfInput() {
    return endOfInput;
  }

  /// Copies the features.
  ///
  /// @param into receives them, `[n, d]`, at its beginning
  public void features(float[] into) {
    ByteBuffer.wrap(value)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(featuresStart)
        .asFloatBuffer()
        .get(into, 0, featuresBytes / Float.BYTES);
  }

  /// Copies the class indices.
  ///
  /// @param into receives them, `[n]`, at its beginning
  public void labels(int[] into) {
    ByteBuffer.wrap(value)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(labelsStart)
        .asIntBuffer()
        .get(into, 0, size);
  }

  /// {@return the minibatch as a value of its own}
  Minibatch toMinibatch() {
    float[] features = new float[featuresBytes / Float.BYTES];
    features(features);
    int[] labels = new int[size];
    labels(labels);
    return new Minibatch(
        inputs,
        Floats.of(features),
        Ints.of(labels),
        EventTime.fromMicros(assembledMicros),
        endOfInput);
  }
}
