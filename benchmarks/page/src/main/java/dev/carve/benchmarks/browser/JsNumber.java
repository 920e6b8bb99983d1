package dev.carve.benchmarks.browser;

import org.jspecify.annotations.Nullable;

/// What a script gives back as a number: an `Integer` or a `Double`, as it happens.
final class JsNumber {
  private JsNumber() {}

  /// The number; 0 where there is none.
  static double of(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}
