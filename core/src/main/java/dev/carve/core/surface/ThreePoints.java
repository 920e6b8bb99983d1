package dev.carve.core.surface;

import dev.carve.core.network.Standardizer;

/// Lays the plane through three points, which its axes are named after.
///
/// Its origin is their middle; u points from the first to the second, v is perpendicular to it, on
/// the side of the third. Lengths and angles are those of the space that the network sees,
/// standardised if the model standardises. The extent holds the points, and 2.2 standard deviations
/// of the recent examples.
///
/// @param source the model and its recent examples
/// @param what the points are
/// @param first the first one's name
/// @param second the second one's name
/// @param third the third one's name
record ThreePoints(PlaneSource source, String what, String first, String second, String third) {
  private static final double LEAST_SINE = 1e-5;
  private static final double MARGIN = 1.5;
  private static final double STANDARD_DEVIATIONS = 2.2;

  /// @throws InvalidPlaneException if they lie on one line
  SurfacePlane plane(double[] a, double[] b, double[] c) {
    int inputs = a.length;
    double[] along = scaledDifference(a, b);
    double[] across = scaledDifference(a, c);
    double acrossLength = length(across);
    double length = length(along);
    double slope = length > 0 ? LeadingDirections.dot(along, across) / (length * length) : 0;
    for (int k = 0; k < inputs; k++) {
      across[k] = Math.fma(-slope, along[k], across[k]);
    }
    double height = length(across);
    if (!(length > 0) || !(height > LEAST_SINE * acrossLength)) {
      throw new InvalidPlaneException(
          "three points must not lie on one line: %s=%s, %s, %s"
              .formatted(what, first, second, third));
    }
    float[] origin = new float[inputs];
    float[] u = new float[inputs];
    float[] v = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      origin[k] = (float) ((a[k] + b[k] + c[k]) / 3);
      u[k] = (float) (along[k] / length / scale(k));
      v[k] = (float) (across[k] / height / scale(k));
    }
    double foot = slope * length;
    double middle = (length + foot) / 3;
    double farthestS =
        Math.max(Math.abs(middle), Math.max(Math.abs(length - middle), Math.abs(foot - middle)));
    return withExtent(origin, u, v, farthestS, height * 2 / 3);
  }

  private SurfacePlane withExtent(
      float[] origin, float[] u, float[] v, double farthestS, double farthestT) {
    SurfacePlane bare = plane(origin, u, v, 1, 1);
    float[] coordinates = new float[2 * source.size()];
    bare.project(source.features(), source.size(), source.standardizer(), coordinates);
    return plane(
        origin,
        u,
        v,
        half(spread(coordinates, 0), farthestS),
        half(spread(coordinates, 1), farthestT));
  }

  private static float half(double spread, double farthest) {
    double deviation = Math.max(spread, MARGIN * farthest / STANDARD_DEVIATIONS);
    return (float) SurfacePlane.niceHalfExtent(deviation);
  }

  private double spread(float[] coordinates, int first) {
    double sum = 0;
    for (int i = first; i < coordinates.length; i += 2) {
      sum = Math.fma(coordinates[i], coordinates[i], sum);
    }
    return source.size() == 0 ? 0 : Math.sqrt(sum / source.size());
  }

  private SurfacePlane plane(float[] origin, float[] u, float[] v, float uHalf, float vHalf) {
    return new SurfacePlane(
        "%s %s, %s, %s".formatted(what, first, second, third),
        origin,
        u,
        v,
        -uHalf,
        uHalf,
        -vHalf,
        vHalf,
        "%s → %s".formatted(first, second),
        "towards %s".formatted(third));
  }

  private double[] scaledDifference(double[] from, double[] to) {
    double[] difference = new double[from.length];
    for (int k = 0; k < from.length; k++) {
      difference[k] = (to[k] - from[k]) * scale(k);
    }
    return difference;
  }

  private double scale(int input) {
    Standardizer standardizer = source.standardizer();
    return standardizer == null ? 1 : standardizer.scale()[input];
  }

  private static double length(double[] vector) {
    return Math.sqrt(LeadingDirections.dot(vector, vector));
  }
}
