package dev.carve.core.surface;

import dev.carve.core.network.Standardizer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A plane through the space of raw inputs, x = origin + s·u + t·v, and the part of it that is
/// looked at.
///
/// Immutable: the arrays that are passed in or handed out are not to be modified.
public final class SurfacePlane {
  private static final double STANDARD_DEVIATIONS = 2.2;
  private static final double[] NICE = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  private final String name;
  private final float[] origin;
  private final float[] u;
  private final float[] v;
  private final float uMinimum;
  private final float uMaximum;
  private final float vMinimum;
  private final float vMaximum;
  private final String uName;
  private final String vName;

  /// Lays a plane.
  ///
  /// @param name for people
  /// @param origin the point of s = t = 0, `[inputs]`
  /// @param u direction of s, `[inputs]`
  /// @param v direction of t, `[inputs]`
  /// @param uMinimum smallest s
  /// @param uMaximum largest s
  /// @param vMinimum smallest t
  /// @param vMaximum largest t
  /// @param uName what s is, for people
  /// @param vName what t is, for people
  /// @throws IllegalArgumentException if the vectors differ in length or an extent is empty
  public SurfacePlane(
      String name,
      float[] origin,
      float[] u,
      float[] v,
      float uMinimum,
      float uMaximum,
      float vMinimum,
      float vMaximum,
      String uName,
      String vName) {
    if (u.length != origin.length || v.length != origin.length) {
      throw new IllegalArgumentException(
          "origin and directions must have one value per input: origin=[%d], u=[%d], v=[%d]"
              .formatted(origin.length, u.length, v.length));
    }
    if (!(uMinimum < uMaximum && vMinimum < vMaximum)) {
      throw new IllegalArgumentException(
          "the extent must not be empty: u=%s..%s, v=%s..%s"
              .formatted(uMinimum, uMaximum, vMinimum, vMaximum));
    }
    this.name = name;
    this.origin = origin;
    this.u = u;
    this.v = v;
    this.uMinimum = uMinimum;
    this.uMaximum = uMaximum;
    this.vMinimum = vMinimum;
    this.vMaximum = vMaximum;
    this.uName = uName;
    this.vName = vName;
  }

  /// The plane of the first two inputs.
  ///
  /// @param names names of all inputs
  /// @param standardizer running mean and variance of the inputs
  /// @return as [#ofInputs(List, Standardizer, int, int)] gives it for 0 and 1
  public static SurfacePlane ofInputs(List<String> names, Standardizer standardizer) {
    return ofInputs(names, standardizer, 0, 1);
  }

  /// The plane of a pair of inputs, the others standing at their running mean.
  ///
  /// The extent follows the data calmly: half of it is the next nice number (1, 1.5, 2, 2.5, 3, 4,
  /// 5, 6 or 8 times a power of ten) above 2.2 standard deviations, and its centre is the mean
  /// rounded to a quarter of that.
  ///
  /// @param names names of all inputs
  /// @param standardizer running mean and variance of the inputs
  /// @param first index of the input along u
  /// @param second index of the input along v
  /// @return the plane
  /// @throws IllegalArgumentException if there is no such pair
  public static SurfacePlane ofInputs(
      List<String> names, Standardizer standardizer, int first, int second) {
    int inputs = standardizer.inputs();
    Objects.checkIndex(first, inputs);
    Objects.checkIndex(second, inputs);
    if (first == second || names.size() != inputs) {
      throw new IllegalArgumentException(
          "a plane must have two different inputs: first=%d, second=%d, names=[%d], inputs=%d"
              .formatted(first, second, names.size(), inputs));
    }
    double[] mean = standardizer.mean();
    double[] variance = standardizer.variance();
    float[] origin = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      origin[k] = k == first || k == second ? 0 : (float) mean[k];
    }
    double uHalf = niceHalfExtent(Math.sqrt(variance[first]));
    double vHalf = niceHalfExtent(Math.sqrt(variance[second]));
    double uCentre = centre(mean[first], uHalf);
    double vCentre = centre(mean[second], vHalf);
    return new SurfacePlane(
        names.get(first) + ", " + names.get(second),
        origin,
        unit(inputs, first),
        unit(inputs, second),
        (float) (uCentre - uHalf),
        (float) (uCentre + uHalf),
        (float) (vCentre - vHalf),
        (float) (vCentre + vHalf),
        names.get(first),
        names.get(second));
  }

  private static float[] unit(int inputs, int index) {
    float[] unit = new float[inputs];
    unit[index] = 1;
    return unit;
  }

  static double niceHalfExtent(double standardDeviation) {
    double wanted = STANDARD_DEVIATIONS * standardDeviation;
    if (!(wanted > Float.MIN_NORMAL && wanted < Float.MAX_VALUE / 100)) {
      return 1;
    }
    int exponent = (int) Math.floor(StrictMath.log10(wanted));
    for (int k = exponent - 1; ; k++) {
      double unit = StrictMath.pow(10, k);
      for (double nice : NICE) {
        if (nice * unit >= wanted) {
          return nice * unit;
        }
      }
    }
  }

  private static double centre(double mean, double half) {
    return Math.rint(mean / (half / 4)) * (half / 4);
  }

  /// Where examples lie on the plane: their nearest points, distances being measured in standard
  /// deviations if the model standardises.
  ///
  /// @param features raw, example by example, `[n, inputs]`
  /// @param n examples
  /// @param standardizer the model's, or null if it takes features as they are
  /// @param coordinates receives s and t of each example, `[n, 2]`
  public void project(
      float[] features, int n, @Nullable Standardizer standardizer, float[] coordinates) {
    int d = origin.length;
    double[] along = new double[d];
    double[] across = new double[d];
    double uu = 0;
    double uv = 0;
    double vv = 0;
    for (int k = 0; k < d; k++) {
      double scale = standardizer == null ? 1 : standardizer.scale()[k];
      double weight = scale * scale;
      along[k] = u[k] * weight;
      across[k] = v[k] * weight;
      uu = Math.fma(along[k], u[k], uu);
      uv = Math.fma(along[k], v[k], uv);
      vv = Math.fma(across[k], v[k], vv);
    }
    double determinant = uu * vv - uv * uv;
    for (int j = 0; j < n; j++) {
      double a = 0;
      double b = 0;
      for (int k = 0; k < d; k++) {
        double distance = features[j * d + k] - origin[k];
        a = Math.fma(along[k], distance, a);
        b = Math.fma(across[k], distance, b);
      }
      coordinates[2 * j] = (float) ((a * vv - b * uv) / determinant);
      coordinates[2 * j + 1] = (float) ((b * uu - a * uv) / determinant);
    }
  }

  /// The plane's name for people.
  ///
  /// @return the name
  public String name() {
    return name;
  }

  /// The point of s = t = 0.
  ///
  /// @return `[inputs]`, not to be modified
  public float[] origin() {
    return origin;
  }

  /// The direction of s.
  ///
  /// @return `[inputs]`, not to be modified
  public float[] u() {
    return u;
  }

  /// The direction of t.
  ///
  /// @return `[inputs]`, not to be modified
  public float[] v() {
    return v;
  }

  /// The smallest s looked at.
  ///
  /// @return where the extent begins along u
  public float uMinimum() {
    return uMinimum;
  }

  /// The largest s looked at.
  ///
  /// @return where the extent ends along u
  public float uMaximum() {
    return uMaximum;
  }

  /// The smallest t looked at.
  ///
  /// @return where the extent begins along v
  public float vMinimum() {
    return vMinimum;
  }

  /// The largest t looked at.
  ///
  /// @return where the extent ends along v
  public float vMaximum() {
    return vMaximum;
  }

  /// What s is, for people.
  ///
  /// @return a name for the axis
  public String uName() {
    return uName;
  }

  /// What t is, for people.
  ///
  /// @return a name for the axis
  public String vName() {
    return vName;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SurfacePlane plane
        && name.equals(plane.name)
        && uName.equals(plane.uName)
        && vName.equals(plane.vName)
        && Arrays.equals(extent(), plane.extent())
        && Arrays.equals(origin, plane.origin)
        && Arrays.equals(u, plane.u)
        && Arrays.equals(v, plane.v);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name,
        uName,
        vName,
        Arrays.hashCode(extent()),
        Arrays.hashCode(origin),
        Arrays.hashCode(u),
        Arrays.hashCode(v));
  }

  private float[] extent() {
    return new float[] {uMinimum, uMaximum, vMinimum, vMaximum};
  }

  @Override
  public String toString() {
    return "SurfacePlane[%s, %s=%s..%s, %s=%s..%s]"
        .formatted(name, uName, uMinimum, uMaximum, vName, vMinimum, vMaximum);
  }
}
