package dev.carve.core.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A flat float32 tensor inside an event, in row-major order.
///
/// The array is shared, not copied, and is never written to once it is in here.
public final class Floats {
  private static final Floats EMPTY = new Floats(new float[0]);

  private final float[] array;

  private Floats(float[] array) {
    this.array = array;
  }

  /// {@return a tensor around an array, which the caller gives up}
  ///
  /// @param array the elements, kept without copying
  public static Floats of(float... array) {
    return new Floats(array);
  }

  /// {@return the tensor without elements}
  public static Floats empty() {
    return EMPTY;
  }

  /// {@return the elements themselves, not to be modified}
  public float[] array() {
    return array;
  }

  /// {@return how many elements there are}
  public int length() {
    return array.length;
  }

  /// {@return the element at `index`}
  ///
  /// @param index from 0 to `length() - 1`
  public float get(int index) {
    return array[index];
  }

  ByteString toBytes() {
    byte[] bytes = new byte[array.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(array);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static Floats fromBytes(String field, ByteString bytes) {
    requireWhole(field, bytes.size());
    if (bytes.isEmpty()) {
      return EMPTY;
    }
    float[] array = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(array);
    return new Floats(array);
  }

  static void requireWhole(String field, int bytes) {
    if (bytes % Float.BYTES != 0) {
      throw new MalformedEventException(
          "%s must be whole float32 elements: bytes=%d".formatted(field, bytes));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Floats floats && Arrays.equals(array, floats.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "float32[%d]".formatted(array.length);
  }
}
