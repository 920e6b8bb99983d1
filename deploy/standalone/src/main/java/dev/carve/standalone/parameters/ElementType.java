package dev.carve.standalone.parameters;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What the elements of a tensor in a `.safetensors` file are, under its name there. Those that a
/// float can hold the meaning of are known; integers, booleans and 8-bit floats are not.
enum ElementType {
  F64(Double.BYTES),
  F32(Float.BYTES),
  F16(Short.BYTES),
  BF16(Short.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  static Optional<ElementType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  int bytes() {
    return bytes;
  }

  /// Takes the next element of a buffer; infinite if no float is large enough.
  float next(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble();
      case F32 -> buffer.getFloat();
      case F16 -> Float.float16ToFloat(buffer.getShort());
      case BF16 -> Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
    };
  }
}
