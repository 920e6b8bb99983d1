package dev.carve.core.surface;

import dev.carve.core.network.Standardizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The plane in which examples differ most: through their mean, along their first two principal
/// components.
///
/// The components come from subspace iteration with Rayleigh-Ritz projection on the smaller of the
/// covariance and the Gram matrix, in double precision, from a fixed start. The same examples give
/// the same plane; of the two signs of a component that one is taken which makes its largest entry
/// positive.
public final class PrincipalComponents {
  /// What these planes are called.
  public static final String NAME = "first two principal components";

  private PrincipalComponents() {}

  /// Finds the plane of the first two principal components.
  ///
  /// Components are taken in the space that the network sees, standardised if the model
  /// standardises; there they are orthogonal and of unit length, and s and t count in its units.
  /// Directions in which the examples do not differ are filled up with inputs.
  ///
  /// @param examples raw features, example by example, `[n, inputs]`
  /// @param n examples, at least one
  /// @param inputs features of an example, at least two
  /// @param standardizer the model's, or null if it takes features as they are
  /// @return the plane through the mean of the examples
  /// @throws IllegalArgumentException if there are too few examples or inputs
  public static SurfacePlane plane(
      float[] examples, int n, int inputs, @Nullable Standardizer standardizer) {
    if (n < 1 || inputs < 2 || examples.length < n * inputs) {
      throw new IllegalArgumentException(
          "principal components must have examples of two inputs: n=%d, inputs=%d, examples=[%d]"
              .formatted(n, inputs, examples.length));
    }
    double[] scale = new double[inputs];
    Arrays.fill(scale, 1);
    if (standardizer != null) {
      System.arraycopy(standardizer.scale(), 0, scale, 0, inputs);
    }
    double[] mean = mean(examples, n, inputs);
    double[][] centred = new double[n][inputs];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < inputs; k++) {
        centred[j][k] = (examples[j * inputs + k] - mean[k]) * scale[k];
      }
    }
    double[][] components = LeadingDirections.of(centred);
    double uHalf = SurfacePlane.niceHalfExtent(spread(centred, components[0]));
    double vHalf = SurfacePlane.niceHalfExtent(spread(centred, components[1]));
    float[] origin = new float[inputs];
    float[] u = new float[inputs];
    float[] v = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      origin[k] = (float) mean[k];
      u[k] = (float) (components[0][k] / scale[k]);
      v[k] = (float) (components[1][k] / scale[k]);
    }
    return new SurfacePlane(
        NAME,
        origin,
        u,
        v,
        (float) -uHalf,
        (float) uHalf,
        (float) -vHalf,
        (float) vHalf,
        "first principal component",
        "second principal component");
  }

  private static double[] mean(float[] examples, int n, int inputs) {
    double[] mean = new double[inputs];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < inputs; k++) {
        mean[k] += examples[j * inputs + k];
      }
    }
    for (int k = 0; k < inputs; k++) {
      mean[k] /= n;
    }
    return mean;
  }

  private static double spread(double[][] centred, double[] direction) {
    double sum = 0;
    for (double[] example : centred) {
      double projection = LeadingDirections.dot(example, direction);
      sum = Math.fma(projection, projection, sum);
    }
    return Math.sqrt(sum / centred.length);
  }
}
