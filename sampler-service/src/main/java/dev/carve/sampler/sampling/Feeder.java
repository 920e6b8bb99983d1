package dev.carve.sampler.sampling;

/// What feeds a neuron: one neuron or input below it, or the rest of them together.
///
/// The arrays are shared, not copied, and are not to be modified.
public final class Feeder {
  /// The unit of the rest.
  public static final int REST = -1;

  private final int unit;
  private final float weight;
  private final float[] heights;
  private final float[] contribution;
  private final float[] runningSum;

  Feeder(int unit, float weight, float[] heights, float[] contribution, float[] runningSum) {
    this.unit = unit;
    this.weight = weight;
    this.heights = heights;
    this.contribution = contribution;
    this.runningSum = runningSum;
  }

  /// {@return index of the neuron in the layer below, or of the input; [#REST] for the rest}
  public int unit() {
    return unit;
  }

  /// {@return w, by which its heights are multiplied; 1 for the rest}
  public float weight() {
    return weight;
  }

  /// {@return a, its own surface, `[rows, columns]`; of an input, standardised if the model does;
  /// of the rest, all they contribute}
  public float[] heights() {
    return heights;
  }

  /// {@return w·a, `[rows, columns]`}
  public float[] contribution() {
    return contribution;
  }

  /// {@return the bias and all contributions up to this one, `[rows, columns]`; after the last
  /// feeder the pre-activation}
  public float[] runningSum() {
    return runningSum;
  }
}
