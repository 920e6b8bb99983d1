package dev.carve.core.evaluation;

import dev.carve.core.state.StateBuffer;
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
  private final JudgedExamples examples;

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
    this.examples = new JudgedExamples(classes);
  }

  private static int confusionClasses(int classes) {
    return classes <= MAXIMUM_CONFUSION_CLASSES ? classes : 0;
  }

  /// Judges a minibatch.
  ///
  /// @param probabilities what the classifier gave, in panels, `[⌈n/16⌉, classes, 16]`, see
  ///   [dev.carve.core.matrix.Kernels]
  /// @param labels class of each example, `[n]`
  /// @param n examples
  /// @return the mean loss of the minibatch, NaN if a probability is
  public double update(float[] probabilities, int[] labels, int n) {
    double loss = examples.judge(probabilities, labels, n);
    fading.add(examples);
    window.add(examples);
    overall.add(examples);
    if (confusion.classes() > 0) {
      confusion.add(labels, examples.predictions(), n);
    }
    return loss;
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
    window.forgetWhatIsWritten();
    writeChanges(into);
  }

  /// Stores the state where it was stored before, and so no more of it than has changed since.
  ///
  /// @param into where [#write(ByteBuffer)] or this method stored it last, at its position
  public void writeChanges(ByteBuffer into) {
    into.putInt(examples.lastLabel());
    fading.write(into);
    window.writeChanges(into);
    overall.write(into);
    StateBuffer.put(into, confusion.counts());
  }

  /// Restores the state, bit for bit.
  ///
  /// @param from where [#write(ByteBuffer)] stored it, at its position, for the same number of
  ///   classes
  public void read(ByteBuffer from) {
    examples.lastLabel(from.getInt());
    fading.read(from);
    window.read(from);
    overall.read(from);
    StateBuffer.get(from, confusion.counts());
  }
}
