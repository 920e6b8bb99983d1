package dev.carve.standalone.render;

import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.network.Activation;
import java.util.Optional;

/// The scale of heights that all neurons of a layer share. It changes rarely and in steps, so that
/// it does not move with every frame.
///
/// @param signed whether heights lie on both sides of zero
/// @param high the height at the top; the bottom is −high, or zero without a sign
record HeightScale(boolean signed, double high) {
  private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
  private static final double SMALLEST_SHARE = 0.3;
  private static final double MARGIN = 1.05;

  /// The scale of probabilities.
  static HeightScale ofProbabilities() {
    return new HeightScale(false, 1);
  }

  /// The scale of a hidden layer.
  static HeightScale of(Activation activation, LayerSurfaces layer, Optional<HeightScale> before) {
    boolean signed =
        switch (activation) {
          case TANH, LINEAR, LEAKY_RELU, ELU -> true;
          case RELU, SIGMOID -> false;
        };
    if (activation == Activation.TANH || activation == Activation.SIGMOID) {
      return new HeightScale(signed, 1);
    }
    double reach = 0;
    for (int unit = 0; unit < layer.units(); unit++) {
      reach = Math.max(reach, Math.abs(layer.minimum().get(unit)));
      reach = Math.max(reach, Math.abs(layer.maximum().get(unit)));
    }
    double wanted = reach;
    return before
        .filter(scale -> wanted <= scale.high() && wanted > scale.high() * SMALLEST_SHARE)
        .orElseGet(() -> new HeightScale(signed, wanted > 0 ? nice(wanted * MARGIN) : 1));
  }

  /// Where a height lies on the scale, 0 at the bottom and 1 at the top.
  double share(double height) {
    return signed ? (height / high + 1) / 2 : height / high;
  }

  private static double nice(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : STEPS) {
      if (step * power >= value * (1 - 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }
}
