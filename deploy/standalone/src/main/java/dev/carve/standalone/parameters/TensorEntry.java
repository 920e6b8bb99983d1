package dev.carve.standalone.parameters;

import java.util.List;

/// A tensor as the header of a `.safetensors` file describes it.
///
/// @param name the tensor's name
/// @param type what its elements are
/// @param shape lengths of its dimensions, the slowest first
/// @param begin where its bytes begin, counted from the end of the header
/// @param end where the next tensor's bytes begin
record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
  /// How many elements the shape has.
  ///
  /// @throws ArithmeticException if no long is large enough
  long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
