package dev.carve.core.optimizer;

/// The checks that optimizers and schedules have in common.
final class Checks {
  private Checks() {}

  static void shapes(int slots, float[] parameters, float[] gradient, float[] state) {
    if (gradient.length != parameters.length) {
      throw new IllegalArgumentException(
          "gradient must have the shape of the parameters: parameters=[%d], gradient=[%d]"
              .formatted(parameters.length, gradient.length));
    }
    if (state.length != (long) slots * parameters.length) {
      throw new IllegalArgumentException(
          "state must be [slots, p]: slots=%d, parameters=[%d], state=[%d]"
              .formatted(slots, parameters.length, state.length));
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must not be negative: %s=%s".formatted(name, name, value));
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("%s must be positive: %s=%s".formatted(name, name, value));
    }
  }

  static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s must be at least 1: %s=%d".formatted(name, name, value));
    }
  }

  static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and below 1: %s=%s".formatted(name, name, value));
    }
  }
}
