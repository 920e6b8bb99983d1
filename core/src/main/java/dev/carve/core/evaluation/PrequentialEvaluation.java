package dev.carve.core.evaluation;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import java.nio.ByteBuffer;

/// Test, then train: judges each minibatch by the predictions made before the step that learns from
/// it.
///
/// The first example of a run has none before it, so repeating the last label counts as wrong
/// there. Owned by one thread.
public final class PrequentialEvaluation {
  /// With more classes than this no confusion matrix is kept.
  public static final int MAXIMUM_CONFUSION_CLASSES = 64;

  private final int classes;
  private final FadingTally fading;
  private final WindowTally window;
  private final OverallTally overall;
  private final ConfusionMatrix confusion;
  private int lastLabel = -1;

  /// Starts with no example.
  ///
  /// @param classes classes to tell apart
  /// @throws IllegalArgumentException if there are fewer than two
  public PrequentialEvaluation(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "there must be two classes to tell apart: classes=%d".formatted(classes));
    }
    this.classes = classes;
    this.fading = new FadingTally(classes);
    this.window = new WindowTally(classes);
    this.overall = new OverallTally(classes);
    this.confusion = new ConfusionMatrix(confusionClasses(classes));
  }

  private static int confusionClasses(int classes) {
    return classes <= MAXIMUM_CONFUSION_CLASSES ? classes : 0;
  }

  /// Judges a minibatch.
  ///
  /// @param probabilities what the classifier gave, `[n, classes]`
  /// @param labels class of each example, `[n]`
  /// @param n examples
  public void update(float[] probabilities, int[] labels, int n) {
    for (int j = 0; j < n; j++) {
      int label = labels[j];
      int prediction = likeliest(probabilities, j * classes);
      double loss = loss(probabilities[j * classes + label]);
      boolean repeats = label == lastLabel;
      fading.add(label, prediction, repeats, loss);
      window.add(label, prediction, repeats, loss);
      overall.add(label, prediction, repeats, loss);
      if (confusion.classes() > 0) {
        confusion.add(label, prediction);
      }
      lastLabel = label;
    }
  }

  /// The loss, that of a probability of zero for one that is no number: sums must stay finite.
  private static double loss(float probability) {
    return SoftmaxCrossEntropy.loss(Float.isNaN(probability) ? 0 : probability);
  }

  private int likeliest(float[] probabilities, int row) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[row + c] > probabilities[row + best]) {
        best = c;
      }
    }
    return best;
  }

  /// Figures of the recent past: each example weighs 0.999 times as much as the next.
  ///
  /// @return the figures now
  public PrequentialFigures fading() {
    return fading.figures();
  }

  /// Figures of the last [#windowSize()] examples; the loss is that of the last 9,901 to 10,000.
  ///
  /// @return the figures now
  public PrequentialFigures window() {
    return window.figures();
  }

  /// Figures of the whole run.
  ///
  /// @return the figures now
  public PrequentialFigures overall() {
    return overall.figures();
  }

  /// Length of the window.
  ///
  /// @return 10,000 examples
  public int windowSize() {
    return WindowTally.SIZE;
  }

  /// Examples judged so far.
  ///
  /// @return how many
  public long examples() {
    return overall.total();
  }

  /// Which class was taken for which, over the whole run.
  ///
  /// @return the live matrix; one of no classes if there are more than [#MAXIMUM_CONFUSION_CLASSES]
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /// Size of the stored state.
  ///
  /// @return bytes that [#write(ByteBuffer)] writes; depends on the number of classes alone
  public int stateBytes() {
    return Integer.BYTES
        + FadingTally.stateBytes(classes)
        + WindowTally.stateBytes(classes)
        + OverallTally.stateBytes(classes)
        + confusion.counts().length * Long.BYTES;
  }

  /// Stores the state.
  ///
  /// @param into where to, at its position
  public void write(ByteBuffer into) {
    into.putInt(lastLabel);
    fading.write(into);
    window.write(into);
    overall.write(into);
    for (long count : confusion.counts()) {
      into.putLong(count);
    }
  }

  /// Restores the state, bit for bit.
  ///
  /// @param from where [#write(ByteBuffer)] stored it, at its position, for the same number of
  ///   classes
  public void read(ByteBuffer from) {
    lastLabel = from.getInt();
    fading.read(from);
    window.read(from);
    overall.read(from);
    long[] counts = confusion.counts();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = from.getLong();
    }
  }
}
