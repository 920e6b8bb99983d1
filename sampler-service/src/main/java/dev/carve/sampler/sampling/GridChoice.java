package dev.carve.sampler.sampling;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.surface.SurfaceGrid;
import java.util.OptionalInt;

/// How finely a network's surfaces are drawn: as finely as wanted while all heights together stay
/// within {@value #MAXIMUM_HEIGHTS} bytes, else more coarsely by eights. Who asks for a grid gets
/// it, up to {@value #MOST_HEIGHTS} heights.
final class GridChoice {
  private static final int MAXIMUM_HEIGHTS = 256 * 1024;
  private static final int MOST_HEIGHTS = 16 * 1024 * 1024;
  private static final int COARSEST = 16;
  private static final int NOTCH = 8;

  private GridChoice() {}

  static SurfaceGrid of(Network network, int wanted) {
    long neurons = neurons(network);
    int side = wanted;
    while (side - NOTCH >= COARSEST && neurons * side * side > MAXIMUM_HEIGHTS) {
      side -= NOTCH;
    }
    return new SurfaceGrid(side, side);
  }

  /// The grid that was asked for, or the choice.
  ///
  /// @throws InvalidViewException if there would be too many heights
  static SurfaceGrid of(Network network, int wanted, OptionalInt asked) {
    if (asked.isEmpty()) {
      return of(network, wanted);
    }
    int side = asked.getAsInt();
    long neurons = neurons(network);
    if (neurons * side * side > MOST_HEIGHTS) {
      throw new InvalidViewException(
          "all surfaces must have %d heights at most: neurons=%d, grid=%d"
              .formatted(MOST_HEIGHTS, neurons, side));
    }
    return new SurfaceGrid(side, side);
  }

  private static long neurons(Network network) {
    return network.layers().stream().mapToLong(DenseLayer::units).sum();
  }
}
