package dev.carve.core.network;

import dev.carve.core.matrix.Kernels;
import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Running mean and variance of each input, and the scaling of features by them.
///
/// All sums are in double precision, and in one fixed order. An input that has not varied so far,
/// to the precision of a float, is only shifted. Owned by one thread.
public final class Standardizer {
  /*
   * A minibatch is merged in one pass. With D and D² the sums of its distances from the mean so far, and their squares,
   * and with N the examples after it,
   *
   *   mean ← mean + D / N        m2 ← m2 + D² − D·D / N
   *
   * which follows from Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample
   * Variances", 1979, since the distances of all earlier examples from their mean sum up to zero. Features that lie far
   * from that mean lose no precision: they make m2 as large as the terms that are subtracted. The very first minibatch
   * is measured from its first example.
   */

  /* Below this many standard deviations per mean, squared, the spread is rounding noise of float features. */
  private static final double NOISE = 1e-14;

  /* From here on a row of features is long enough to be worked on as a vector; below, columns are. */
  private static final int LONG_ROW = 16;

  private final Kernels kernels = Kernels.preferred();
  private final double[] mean;
  private final double[] m2;
  private final double[] scale;
  private final double[] sum;
  private final double[] squares;
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
    this.sum = new double[inputs];
    this.squares = new double[inputs];
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
    standardizer.restore(count, mean, m2);
    return standardizer;
  }

  /// Goes on from other figures than its own.
  ///
  /// @param newCount examples seen
  /// @param newMean mean of each input, `[inputs]`, copied
  /// @param newM2 sum of squared distances from the mean, `[inputs]`, copied
  public void restore(long newCount, double[] newMean, double[] newM2) {
    count = newCount;
    System.arraycopy(newMean, 0, mean, 0, mean.length);
    System.arraycopy(newM2, 0, m2, 0, m2.length);
    rescale();
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
    if (count == 0) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] = features[k];
      }
    }
    if (mean.length < LONG_ROW) {
      sumColumns(features, n);
    } else {
      Arrays.fill(sum, 0);
      Arrays.fill(squares, 0);
      kernels.addDistances(features, n, mean.length, mean, sum, squares);
    }
    count += n;
    double share = 1.0 / count;
    for (int k = 0; k < mean.length; k++) {
      double shift = sum[k] * share;
      mean[k] += shift;
      m2[k] = Math.max(0, m2[k] + Math.fma(-shift, sum[k], squares[k]));
    }
    rescale();
  }

  private void sumColumns(float[] features, int n) {
    int d = mean.length;
    for (int k = 0; k < d; k++) {
      double origin = mean[k];
      double evenSum = 0;
      double evenSquares = 0;
      double oddSum = 0;
      double oddSquares = 0;
      int i = k;
      for (; i < (n - 1) * d; i += 2 * d) {
        double even = features[i] - origin;
        double odd = features[i + d] - origin;
        evenSum += even;
        oddSum += odd;
        evenSquares = Math.fma(even, even, evenSquares);
        oddSquares = Math.fma(odd, odd, oddSquares);
      }
      if (i < n * d) {
        double last = features[i] - origin;
        evenSum += last;
        evenSquares = Math.fma(last, last, evenSquares);
      }
      sum[k] = evenSum + oddSum;
      squares[k] = evenSquares + oddSquares;
    }
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
    if (mean.length < LONG_ROW) {
      applyToColumns(features, n, into);
    } else {
      kernels.standardize(features, n, mean.length, mean, scale, into);
    }
  }

  private void applyToColumns(float[] features, int n, float[] into) {
    int d = mean.length;
    for (int k = 0; k < d; k++) {
      double origin = mean[k];
      double factor = scale[k];
      for (int i = k; i < n * d; i += d) {
        into[i] = (float) ((features[i] - origin) * factor);
      }
    }
  }

  /// Standardises features and arranges them in panels; the lanes beyond the last example become
  /// zero.
  ///
  /// @param features example by example, `[n, inputs]`
  /// @param n examples
  /// @param panels receives `[⌈n/16⌉, inputs, 16]`, see [Kernels]
  public void applyToPanels(float[] features, int n, float[] panels) {
    int d = mean.length;
    for (int first = 0; first < n; first += Kernels.PANEL) {
      int last = Math.min(n, first + Kernels.PANEL);
      for (int k = 0; k < d; k++) {
        double origin = mean[k];
        double factor = scale[k];
        int into = first * d + k * Kernels.PANEL;
        for (int j = first; j < last; j++) {
          panels[into + j - first] = (float) ((features[j * d + k] - origin) * factor);
        }
        Arrays.fill(panels, into + last - first, into + Kernels.PANEL, 0f);
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
    StateBuffer.put(into, mean);
    StateBuffer.put(into, m2);
  }

  /// Restores the state, bit for bit.
  ///
  /// @param from where [#write(ByteBuffer)] stored it, at its position
  public void read(ByteBuffer from) {
    count = from.getLong();
    StateBuffer.get(from, mean);
    StateBuffer.get(from, m2);
    rescale();
  }
}
