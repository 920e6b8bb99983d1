package dev.carve.sampler.sampling;

import java.util.Optional;
import java.util.OptionalInt;

/// Where and how finely surfaces are looked at.
///
/// @param plane as people choose it, see [dev.carve.core.surface.PlaneSpec]; empty for the plane
///   that the run was journalled with
/// @param grid points along each side, 8 to 512; empty for the sampler's choice
public record FrameView(Optional<String> plane, OptionalInt grid) {
  private static final int COARSEST = 8;
  private static final int FINEST = 512;
  private static final FrameView OWN = new FrameView(Optional.empty(), OptionalInt.empty());

  /// Checks the grid.
  ///
  /// @throws InvalidViewException if it is too coarse or too fine
  public FrameView {
    if (grid.isPresent() && (grid.getAsInt() < COARSEST || grid.getAsInt() > FINEST)) {
      throw new InvalidViewException(
          "a grid must have %d to %d points a side: grid=%d"
              .formatted(COARSEST, FINEST, grid.getAsInt()));
    }
  }

  /// {@return the run's own plane and the sampler's choice of a grid, as live frames have them}
  public static FrameView own() {
    return OWN;
  }
}
