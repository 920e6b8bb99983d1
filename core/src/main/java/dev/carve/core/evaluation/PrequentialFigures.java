package dev.carve.core.evaluation;

/// How a classifier did on one stretch of a stream, each example predicted before it was learned
/// from.
///
/// All figures are zero before the first example.
///
/// @param accuracy share of right predictions, 0 to 1
/// @param loss mean of −ln p[label], in nats
/// @param kappa Cohen's κ, the share of what chance with the same marginals leaves to gain: 1 is
///   perfect, 0 is chance. Source: Cohen, "A Coefficient of Agreement for Nominal Scales", 1960. It
///   is 0 where chance leaves nothing to gain.
/// @param kappaTemporal the same against repeating the last label, κ-T. Source: Žliobaitė et al.,
///   "Evaluation methods and decision theory for classification of streaming data with temporal
///   dependence", Machine Learning 98, 2015. It is 0 where repeating leaves nothing to gain.
/// @param repeatLastAccuracy share of examples with the label of the one before, 0 to 1
public record PrequentialFigures(
    double accuracy, double loss, double kappa, double kappaTemporal, double repeatLastAccuracy) {
  /// The figures before the first example.
  public static final PrequentialFigures NONE = new PrequentialFigures(0, 0, 0, 0, 0);

  /// Computes the figures from sums, which may carry weights.
  ///
  /// @param total weight of all examples
  /// @param right weight of those predicted rightly
  /// @param repeated weight of those with the label of the one before
  /// @param loss mean loss
  /// @param chance share that chance with the same marginals would predict rightly
  /// @return the figures
  static PrequentialFigures of(
      double total, double right, double repeated, double loss, double chance) {
    if (total == 0) {
      return NONE;
    }
    double accuracy = right / total;
    double repeatLastAccuracy = repeated / total;
    return new PrequentialFigures(
        accuracy,
        loss,
        gain(accuracy, chance),
        gain(accuracy, repeatLastAccuracy),
        repeatLastAccuracy);
  }

  private static double gain(double accuracy, double baseline) {
    return baseline < 1 ? (accuracy - baseline) / (1 - baseline) : 0;
  }
}
