package dev.carve.sampler.sampling;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.surface.SurfaceGrid;

/// How finely a network's surfaces are drawn: as finely as wanted while all heights together stay
/// within {@value #MAXIMUM_HEIGHTS} bytes, else more coarsely by eights.
final class GridChoice {
  private static final int MAXIMUM_HEIGHTS = 256 * 1024;
  private static final int COARSEST = 16;
  private static final int NOTCH = 8;

  private GridChoice() {}

  static SurfaceGrid of(Network network, int wanted) {
    long neurons = network.layers().stream().mapToLong(DenseLayer::units).sum();
    int side = wanted;
    while (side - NOTCH >= COARSEST && neurons * side * side > MAXIMUM_HEIGHTS) {
      side -= NOTCH;
    }
    return new SurfaceGrid(side, side);
  }
}
