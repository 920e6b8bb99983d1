package dev.carve.core.surface;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Standardizer;
import org.jspecify.annotations.Nullable;

/// The pre-activation of a first-layer neuron over a plane, z = height + s·alongU + t·alongV: a
/// tilted plane, whatever the number of inputs.
///
/// Where z = 0 lies the neuron's hyperplane; on the plane it is a line whose normal is (alongU,
/// alongV).
///
/// @param atOrigin z at s = t = 0
/// @param alongU what z rises for each unit of s
/// @param alongV what z rises for each unit of t
public record Tilt(double atOrigin, double alongU, double alongV) {
  /// The tilt of a neuron.
  ///
  /// @param layer the first layer
  /// @param unit index of the neuron
  /// @param parameters θ
  /// @param standardizer the model's, or null if it takes features as they are
  /// @param plane in the space of the layer's inputs
  /// @return its pre-activation over the plane
  public static Tilt of(
      DenseLayer layer,
      int unit,
      float[] parameters,
      @Nullable Standardizer standardizer,
      SurfacePlane plane) {
    float[] origin = plane.origin();
    float[] u = plane.u();
    float[] v = plane.v();
    int weights = layer.weightsOffset() + unit * layer.inputs();
    double height = parameters[layer.biasesOffset() + unit];
    double alongU = 0;
    double alongV = 0;
    for (int k = 0; k < layer.inputs(); k++) {
      double w = parameters[weights + k];
      double offset = origin[k];
      if (standardizer != null) {
        w *= standardizer.scale()[k];
        offset -= standardizer.mean()[k];
      }
      height = Math.fma(w, offset, height);
      alongU = Math.fma(w, u[k], alongU);
      alongV = Math.fma(w, v[k], alongV);
    }
    return new Tilt(height, alongU, alongV);
  }

  /// The pre-activation at a point.
  ///
  /// @param s along u
  /// @param t along v
  /// @return z
  public double height(double s, double t) {
    return Math.fma(alongU, s, Math.fma(alongV, t, atOrigin));
  }

  /// The line on which z = 0, as far as it is looked at.
  ///
  /// @param plane whose extent cuts it off
  /// @return s and t of both ends, `[4]`; empty where the line does not cross the extent
  public float[] zeroLine(SurfacePlane plane) {
    double length = Math.hypot(alongU, alongV);
    if (!(length > 0) || !Double.isFinite(atOrigin / length)) {
      return new float[0];
    }
    double middleS = ((double) plane.uMinimum() + plane.uMaximum()) / 2;
    double middleT = ((double) plane.vMinimum() + plane.vMaximum()) / 2;
    double distance = height(middleS, middleT) / length;
    double directionS = -alongV / length;
    double directionT = alongU / length;
    double nearestS = middleS - distance * alongU / length;
    double nearestT = middleT - distance * alongV / length;
    double[] reach = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    clip(nearestS, directionS, plane.uMinimum(), plane.uMaximum(), reach);
    clip(nearestT, directionT, plane.vMinimum(), plane.vMaximum(), reach);
    if (!(reach[0] < reach[1])) {
      return new float[0];
    }
    return new float[] {
      (float) (nearestS + reach[0] * directionS),
      (float) (nearestT + reach[0] * directionT),
      (float) (nearestS + reach[1] * directionS),
      (float) (nearestT + reach[1] * directionT)
    };
  }

  /// Narrows a stretch of a line to where one coordinate is within bounds.
  private static void clip(
      double start, double direction, double minimum, double maximum, double[] reach) {
    if (direction == 0) {
      if (start < minimum || start > maximum) {
        reach[1] = Double.NEGATIVE_INFINITY;
      }
      return;
    }
    double one = (minimum - start) / direction;
    double other = (maximum - start) / direction;
    reach[0] = Math.max(reach[0], Math.min(one, other));
    reach[1] = Math.min(reach[1], Math.max(one, other));
  }
}
