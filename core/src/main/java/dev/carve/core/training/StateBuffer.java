package dev.carve.core.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Moves whole arrays in and out of a buffer, each with one copy.
final class StateBuffer {
  private StateBuffer() {}

  static void put(ByteBuffer buffer, float[] array) {
    put(buffer, array, 0, array.length);
  }

  static void put(ByteBuffer buffer, float[] array, int from, int length) {
    buffer.asFloatBuffer().put(array, from, length);
    buffer.position(buffer.position() + length * Float.BYTES);
  }

  static void get(ByteBuffer buffer, float[] array) {
    buffer.asFloatBuffer().get(array);
    buffer.position(buffer.position() + array.length * Float.BYTES);
  }

  static void put(ByteBuffer buffer, int[] array, int from, int length) {
    buffer.asIntBuffer().put(array, from, length);
    buffer.position(buffer.position() + length * Integer.BYTES);
  }

  static void get(ByteBuffer buffer, int[] array) {
    buffer.asIntBuffer().get(array);
    buffer.position(buffer.position() + array.length * Integer.BYTES);
  }

  static void put(ByteBuffer buffer, byte[] text) {
    buffer.putInt(text.length).put(text);
  }

  static String getString(ByteBuffer buffer) {
    byte[] text = new byte[buffer.getInt()];
    buffer.get(text);
    return new String(text, UTF_8);
  }
}
