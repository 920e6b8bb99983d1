package dev.carve.sampler.sampling;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfacePlane;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A snapshot's recent examples, and what its own network makes of them.
///
/// Owned by one thread at a time.
final class JudgedRecentExamples {
  private static final int EXAMPLES_AT_ONCE = 256;

  private final SnapshotSpec spec;
  private ForwardPass pass;
  private int capacity = EXAMPLES_AT_ONCE;
  private RecentExamples examples = RecentExamples.none();
  private @Nullable Standardizer standardizer;

  JudgedRecentExamples(SnapshotSpec spec) {
    this.spec = spec;
    this.pass = new ForwardPass(spec.network(), capacity);
  }

  /// Passes the examples of a snapshot through its network.
  void judge(ParameterSnapshot snapshot) {
    examples = snapshot.recentExamples();
    standardizer = spec.standardizer(snapshot);
    int n = examples.size();
    if (n > capacity) {
      capacity = n;
      pass = new ForwardPass(spec.network(), capacity);
    }
    float[] seen = examples.features().array();
    if (standardizer != null) {
      seen = new float[seen.length];
      standardizer.apply(examples.features().array(), n, seen);
    }
    pass.apply(snapshot.parameters().array(), seen, n);
  }

  int size() {
    return examples.size();
  }

  /// Class index of an example.
  int label(int example) {
    return examples.labels().get(example);
  }

  /// The activation of a neuron for one example.
  float activation(int layer, int unit, int example) {
    return pass.activation(layer, unit, example);
  }

  /// Where they lie on a plane, with the class that the network gives them.
  ProjectedExamples projectedOn(SurfacePlane plane) {
    int n = examples.size();
    float[] coordinates = new float[2 * n];
    Planes.project(plane, examples.features().array(), n, standardizer, coordinates);
    int[] predicted = new int[n];
    Arrays.setAll(predicted, pass::predictedClass);
    return new ProjectedExamples(Floats.of(coordinates), examples.labels(), Ints.of(predicted));
  }

  /// For each example the probability of its own class less the highest other one.
  Floats margins() {
    int classes = spec.network().classes();
    float[] margins = new float[examples.size()];
    for (int j = 0; j < margins.length; j++) {
      float highest = 0;
      for (int c = 0; c < classes; c++) {
        if (c != label(j)) {
          highest = Math.max(highest, probability(j, c));
        }
      }
      margins[j] = probability(j, label(j)) - highest;
    }
    return Floats.of(margins);
  }

  /// How high the neuron of each class stands over its own examples and the others'.
  ClassFigures classFigures() {
    int classes = spec.network().classes();
    double[] own = new double[classes];
    double[] all = new double[classes];
    int[] count = new int[classes];
    int[] wrong = new int[classes];
    for (int j = 0; j < examples.size(); j++) {
      int label = label(j);
      count[label]++;
      own[label] += probability(j, label);
      wrong[label] += pass.predictedClass(j) == label ? 0 : 1;
      for (int c = 0; c < classes; c++) {
        all[c] += probability(j, c);
      }
    }
    float[] ownMeans = new float[classes];
    float[] otherMeans = new float[classes];
    for (int c = 0; c < classes; c++) {
      ownMeans[c] = (float) (own[c] / count[c]);
      otherMeans[c] = (float) ((all[c] - own[c]) / (examples.size() - count[c]));
    }
    return new ClassFigures(Floats.of(ownMeans), Floats.of(otherMeans), Ints.of(wrong));
  }

  private float probability(int example, int classIndex) {
    return pass.probabilities()[example * spec.network().classes() + classIndex];
  }
}
