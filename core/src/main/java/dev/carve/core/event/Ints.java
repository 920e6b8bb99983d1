package dev.carve.core.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A flat int32 tensor inside an event, such as the class indices of a minibatch.
///
/// The array is shared, not copied, and is never written to once it is in here.
public final class Ints {
  private static final Ints EMPTY = new Ints(new int[0]);

  private final int[] array;

  private Ints(int[] array) {
    this.array = array;
  }

  /// {@return a tensor around an array, which the caller gives up}
  ///
  /// @param array the elements, kept without copying
  public static Ints of(int... array) {
    return new Ints(array);
  }

  /// {@return the tensor without elements}
  public static Ints empty() {
    return EMPTY;
  }

  /// {@return the elements themselves, not to be modified}
  public int[] array() {
    return array;
  }

  /// {@return how many elements there are}
  public int length() {
    return array.length;
  }

  /// {@return the element at `index`}
  ///
  /// @param index from 0 to `length() - 1`
  public int get(int index) {
    return array[index];
  }

  ByteString toBytes() {
    byte[] bytes = new byte[array.length * Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(array);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static Ints fromBytes(String field, ByteString bytes) {
    requireWhole(field, bytes.size());
    if (bytes.isEmpty()) {
      return EMPTY;
    }
    int[] array = new int[bytes.size() / Integer.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(array);
    return new Ints(array);
  }

  static void requireWhole(String field, int bytes) {
    if (bytes % Integer.BYTES != 0) {
      throw new MalformedEventException(
          "%s must be whole int32 elements: bytes=%d".formatted(field, bytes));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints ints && Arrays.equals(array, ints.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "int32[%d]".formatted(array.length);
  }
}
