package dev.carve.core.network;

/// One hidden layer as the spec asks for it.
///
/// @param units neurons of the layer, 1 to [#MAXIMUM_UNITS]
/// @param activation the non-linearity behind each of them
public record LayerSpec(int units, Activation activation) {
  /// The widest layer.
  public static final int MAXIMUM_UNITS = 4096;

  /// Checks the width.
  ///
  /// @throws IllegalArgumentException if there are too few or too many units
  public LayerSpec {
    if (units < 1 || units > MAXIMUM_UNITS) {
      throw new IllegalArgumentException(
          "units must lie between 1 and %d: units=%d".formatted(MAXIMUM_UNITS, units));
    }
  }
}
