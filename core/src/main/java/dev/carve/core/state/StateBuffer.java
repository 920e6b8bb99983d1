package dev.carve.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Moves whole arrays in and out of a buffer, from its position on.
///
/// Long ones are copied at once. A handful of numbers is moved one by one, since a copy takes
/// longer to begin than those take in all, and a small model has many such handfuls in each step.
public final class StateBuffer {
  private static final int HANDFUL = 16;

  private StateBuffer() {}

  /// Puts a whole array.
  ///
  /// @param buffer where to
  /// @param array what
  public static void put(ByteBuffer buffer, float[] array) {
    put(buffer, array, 0, array.length);
  }

  /// Puts a part of an array.
  ///
  /// @param buffer where to
  /// @param array what
  /// @param from index of the first value
  /// @param length how many
  public static void put(ByteBuffer buffer, float[] array, int from, int length) {
    if (length <= HANDFUL) {
      for (int i = from; i < from + length; i++) {
        buffer.putFloat(array[i]);
      }
    } else {
      buffer.asFloatBuffer().put(array, from, length);
      buffer.position(buffer.position() + length * Float.BYTES);
    }
  }

  /// Fills a whole array.
  ///
  /// @param buffer where from
  /// @param array receives as many values as it is long
  public static void get(ByteBuffer buffer, float[] array) {
    buffer.asFloatBuffer().get(array);
    buffer.position(buffer.position() + array.length * Float.BYTES);
  }

  /// Puts a whole array.
  ///
  /// @param buffer where to
  /// @param array what
  public static void put(ByteBuffer buffer, double[] array) {
    if (array.length <= HANDFUL) {
      for (double value : array) {
        buffer.putDouble(value);
      }
    } else {
      buffer.asDoubleBuffer().put(array);
      buffer.position(buffer.position() + array.length * Double.BYTES);
    }
  }

  /// Fills a whole array.
  ///
  /// @param buffer where from
  /// @param array receives as many values as it is long
  public static void get(ByteBuffer buffer, double[] array) {
    buffer.asDoubleBuffer().get(array);
    buffer.position(buffer.position() + array.length * Double.BYTES);
  }

  /// Puts a whole array.
  ///
  /// @param buffer where to
  /// @param array what
  public static void put(ByteBuffer buffer, long[] array) {
    if (array.length <= HANDFUL) {
      for (long value : array) {
        buffer.putLong(value);
      }
    } else {
      buffer.asLongBuffer().put(array);
      buffer.position(buffer.position() + array.length * Long.BYTES);
    }
  }

  /// Fills a whole array.
  ///
  /// @param buffer where from
  /// @param array receives as many values as it is long
  public static void get(ByteBuffer buffer, long[] array) {
    buffer.asLongBuffer().get(array);
    buffer.position(buffer.position() + array.length * Long.BYTES);
  }

  /// Puts a part of an array.
  ///
  /// @param buffer where to
  /// @param array what
  /// @param from index of the first value
  /// @param length how many
  public static void put(ByteBuffer buffer, int[] array, int from, int length) {
    buffer.asIntBuffer().put(array, from, length);
    buffer.position(buffer.position() + length * Integer.BYTES);
  }

  /// Fills a whole array.
  ///
  /// @param buffer where from
  /// @param array receives as many values as it is long
  public static void get(ByteBuffer buffer, int[] array) {
    buffer.asIntBuffer().get(array);
    buffer.position(buffer.position() + array.length * Integer.BYTES);
  }

  /// Puts the length of a text in bytes, and the text.
  ///
  /// @param buffer where to
  /// @param text in UTF-8
  public static void put(ByteBuffer buffer, byte[] text) {
    buffer.putInt(text.length).put(text);
  }

  /// {@return a text as {@link #put(ByteBuffer, byte[])} wrote it}
  ///
  /// @param buffer where from
  public static String getString(ByteBuffer buffer) {
    byte[] text = new byte[buffer.getInt()];
    buffer.get(text);
    return new String(text, UTF_8);
  }
}
