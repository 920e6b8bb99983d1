package dev.carve.core.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Running mean and variance of each input, and the scaling of features by them.
///
/// Each minibatch is merged as a whole, in double precision: Chan, Golub and LeVeque, "Updating
/// Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979. An input that has not
/// varied so far, to the precision of a float, is only shifted. Owned by one thread.
public final class Standardizer {
  /* Below this many standard deviations per mean, squared, the spread is rounding noise of float features. */
  private static final double NOISE = 1e-14;

  private final double[] mean;
  private final double[] m2;
  private final double[] scale;
  private final double[] batchMean;
  private final double[] batchM2;
  private long count;

  /// Starts with no example.
  ///
  /// @param inputs features of an example
  /// @throws IllegalArgumentException if there is no input
  public Standardizer(int inputs) {
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs must be positive: inputs=%d".formatted(inputs));
    }
    this.mean = new double[inputs];
    this.m2 = new double[inputs];
    this.scale = new double[inputs];
    this.batchMean = new double[inputs];
    this.batchM2 = new double[inputs];
    Arrays.fill(scale, 1);
  }

  /// Goes on from stored figures.
  ///
  /// @param count examples seen
  /// @param mean mean of each input, copied
  /// @param m2 sum of squared distances from the mean, of each input, copied
  /// @return a standardizer in this state
  /// @throws IllegalArgumentException if the arrays differ in length or the count is negative
  public static Standardizer of(long count, double[] mean, double[] m2) {
    if (count < 0 || mean.length != m2.length) {
      throw new IllegalArgumentException(
          "mean and m2 must have one value per input: count=%d, mean=[%d], m2=[%d]"
              .formatted(count, mean.length, m2.length));
    }
    Standardizer standardizer = new Standardizer(mean.length);
    standardizer.count = count;
    System.arraycopy(mean, 0, standardizer.mean, 0, mean.length);
    System.arraycopy(m2, 0, standardizer.m2, 0, m2.length);
    standardizer.rescale();
    return standardizer;
  }

  /// Features of an example.
  ///
  /// @return d
  public int inputs() {
    return mean.length;
  }

  /// Examples seen.
  ///
  /// @return how many
  public long count() {
    return count;
  }

  /// Mean of each input.
  ///
  /// @return the live array, `[inputs]`, not to be modified
  public double[] mean() {
    return mean;
  }

  /// Sum of squared distances from the mean, of each input.
  ///
  /// @return the live array, `[inputs]`, not to be modified
  public double[] m2() {
    return m2;
  }

  /// Variance of each input.
  ///
  /// @return a new array, `[inputs]`: m2 / count, zero before the first example
  public double[] variance() {
    double[] variance = new double[m2.length];
    for (int k = 0; k < m2.length; k++) {
      variance[k] = count == 0 ? 0 : m2[k] / count;
    }
    return variance;
  }

  /// What the distance of each input from its mean is multiplied by.
  ///
  /// @return the live array, `[inputs]`, not to be modified: 1 / standard deviation, or 1 where
  ///   nothing has varied
  public double[] scale() {
    return scale;
  }

  /// Takes a minibatch into account.
  ///
  /// @param features example by example, `[n, inputs]`
  /// @param n examples
  public void update(float[] features, int n) {
    if (n == 0) {
      return;
    }
    int d = mean.length;
    Arrays.fill(batchMean, 0);
    Arrays.fill(batchM2, 0);
    for (int j = 0; j < n; j++) {
      int row = j * d;
      for (int k = 0; k < d; k++) {
        batchMean[k] += features[row + k];
      }
    }
    double share = 1.0 / n;
    for (int k = 0; k < d; k++) {
      batchMean[k] *= share;
    }
    for (int j = 0; j < n; j++) {
      int row = j * d;
      for (int k = 0; k < d; k++) {
        double distance = features[row + k] - batchMean[k];
        batchM2[k] = Math.fma(distance, distance, batchM2[k]);
      }
    }
    long total = count + n;
    double weight = (double) n / total;
    double spread = (double) count * n / total;
    for (int k = 0; k < d; k++) {
      double distance = batchMean[k] - mean[k];
      mean[k] = Math.fma(distance, weight, mean[k]);
      m2[k] += Math.fma(distance * distance, spread, batchM2[k]);
    }
    count = total;
    rescale();
  }

  private void rescale() {
    double share = count == 0 ? 0 : 1.0 / count;
    for (int k = 0; k < mean.length; k++) {
      double variance = m2[k] * share;
      scale[k] = variance > NOISE * mean[k] * mean[k] ? 1 / Math.sqrt(variance) : 1;
    }
  }

  /// Standardises features: (x − mean) / standard deviation.
  ///
  /// @param features example by example, `[n, inputs]`
  /// @param n examples
  /// @param into receives the standardised features, `[n, inputs]`; may be `features` itself
  public void apply(float[] features, int n, float[] into) {
    int d = mean.length;
    for (int j = 0; j < n; j++) {
      int row = j * d;
      for (int k = 0; k < d; k++) {
        into[row + k] = (float) ((features[row + k] - mean[k]) * scale[k]);
      }
    }
  }

  /// Standardises the features of one example in place.
  ///
  /// @param features `[inputs]`, overwritten
  public void apply(float[] features) {
    apply(features, 1, features);
  }

  /// Size of the stored state.
  ///
  /// @return bytes that [#write(ByteBuffer)] writes
  public int stateBytes() {
    return Long.BYTES + 2 * mean.length * Double.BYTES;
  }

  /// Stores the state.
  ///
  /// @param into where to, at its position
  public void write(ByteBuffer into) {
    into.putLong(count);
    for (double m : mean) {
      into.putDouble(m);
    }
    for (double m : m2) {
      into.putDouble(m);
    }
  }

  /// Restores the state, bit for bit.
  ///
  /// @param from where [#write(ByteBuffer)] stored it, at its position
  public void read(ByteBuffer from) {
    count = from.getLong();
    for (int k = 0; k < mean.length; k++) {
      mean[k] = from.getDouble();
    }
    for (int k = 0; k < m2.length; k++) {
      m2[k] = from.getDouble();
    }
    rescale();
  }
}
