package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A growing little-endian buffer that one thread writes an entry into, or reads one from.
///
/// Varints are as in Protobuf: seven bits a byte, lowest first; signed ones are zigzag-encoded.
final class EntryBuffer {
  private ByteBuffer buffer;

  EntryBuffer(int capacity) {
    buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Makes room for an entry of `length` bytes and returns the array to put it into.
  byte[] accept(int length) {
    if (buffer.capacity() < length) {
      grow(length);
    }
    buffer.clear().limit(length);
    return buffer.array();
  }

  /// What was written so far, to be read.
  EntryBuffer written() {
    buffer.flip();
    return this;
  }

  void clear() {
    buffer.clear();
  }

  byte[] array() {
    return buffer.array();
  }

  int position() {
    return buffer.position();
  }

  int limit() {
    return buffer.limit();
  }

  int remaining() {
    return buffer.remaining();
  }

  int checksum(int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), from, to - from);
    return (int) checksum.getValue();
  }

  void setInt(int position, int value) {
    buffer.putInt(position, value);
  }

  int readIntAt(int position) {
    return buffer.getInt(position);
  }

  void writeByte(int value) {
    ensure(Byte.BYTES);
    buffer.put((byte) value);
  }

  void writeInt(int value) {
    ensure(Integer.BYTES);
    buffer.putInt(value);
  }

  void writeLong(long value) {
    ensure(Long.BYTES);
    buffer.putLong(value);
  }

  void writeDouble(double value) {
    ensure(Double.BYTES);
    buffer.putDouble(value);
  }

  void writeVarint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  void writeText(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void writeBytes(byte[] bytes) {
    writeVarint(bytes.length);
    ensure(bytes.length);
    buffer.put(bytes);
  }

  void writeFloats(float[] values) {
    ensure(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
  }

  void writeDoubles(double[] values) {
    ensure(Math.multiplyExact(values.length, Double.BYTES));
    buffer.asDoubleBuffer().put(values);
    buffer.position(buffer.position() + values.length * Double.BYTES);
  }

  int readByte() {
    need(Byte.BYTES);
    return buffer.get() & 0xFF;
  }

  int readInt() {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  long readLong() {
    need(Long.BYTES);
    return buffer.getLong();
  }

  double readDouble() {
    need(Double.BYTES);
    return buffer.getDouble();
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (next & 0x7FL) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new MalformedEventException("varint must end within ten bytes");
  }

  long readSigned() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A count of things that follow, each at least a byte long.
  int readLength() {
    long length = readVarint();
    if (length < 0 || length > buffer.remaining()) {
      throw new MalformedEventException(
          "length must fit into the entry: length=%d, bytes left=%d"
              .formatted(length, buffer.remaining()));
    }
    return (int) length;
  }

  String readText() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  byte[] readBytes() {
    byte[] bytes = new byte[readLength()];
    buffer.get(bytes);
    return bytes;
  }

  float[] readFloats(int count) {
    need(Math.multiplyExact(count, Float.BYTES));
    float[] values = new float[count];
    buffer.asFloatBuffer().get(values);
    buffer.position(buffer.position() + count * Float.BYTES);
    return values;
  }

  double[] readDoubles(int count) {
    need(Math.multiplyExact(count, Double.BYTES));
    double[] values = new double[count];
    buffer.asDoubleBuffer().get(values);
    buffer.position(buffer.position() + count * Double.BYTES);
    return values;
  }

  private void need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw new MalformedEventException(
          "entry must not end early: bytes wanted=%d, bytes left=%d"
              .formatted(bytes, buffer.remaining()));
    }
  }

  private void ensure(int bytes) {
    if (buffer.remaining() < bytes) {
      int position = buffer.position();
      grow(Math.addExact(position, Math.max(bytes, position)));
      buffer.position(position);
    }
  }

  private void grow(int capacity) {
    buffer =
        ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
