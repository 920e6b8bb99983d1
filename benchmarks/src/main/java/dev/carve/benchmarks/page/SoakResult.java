package dev.carve.benchmarks.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What the page kept while somebody worked with it for a long time.
///
/// @param samples in equal distances, always in the same view
/// @param actions how often each was done
/// @param complaints of the browser's console, and errors of the page
public record SoakResult(List<Sample> samples, Map<String, Long> actions, List<String> complaints) {
  /// The heap may be so much larger at the end of the second half than at its beginning.
  private static final double HEAP_GROWTH = 0.05;

  /// Listeners may differ by so many between two samples of one view.
  private static final double LISTENER_GROWTH = 0.02;

  /// Copies them.
  public SoakResult {
    samples = List.copyOf(samples);
    actions = new TreeMap<>(actions);
    complaints = List.copyOf(complaints);
  }

  /// What the browser counted.
  ///
  /// @param seconds since the beginning
  /// @param heapBytes of objects that were reachable
  /// @param nodes of all documents
  /// @param listeners of events
  /// @param contextsLost of WebGL, of canvases that were to be seen
  public record Sample(
      double seconds, double heapBytes, double nodes, double listeners, double contextsLost) {}

  /// {@return by how much a figure grew from the beginning to the end of the second half, as a
  /// share of its mean, on the line that fits best}
  ///
  /// @param figure which
  public double growth(ToDoubleFunction<Sample> figure) {
    List<Sample> half = samples.subList(samples.size() / 2, samples.size());
    double meanTime = half.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double mean = half.stream().mapToDouble(figure).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (Sample sample : half) {
      double elapsed = sample.seconds() - meanTime;
      covariance += elapsed * (figure.applyAsDouble(sample) - mean);
      variance += elapsed * elapsed;
    }
    double span = half.getLast().seconds() - half.getFirst().seconds();
    return variance == 0 || mean == 0 ? 0 : covariance / variance * span / mean;
  }

  /// {@return what is not as it must be, in words; nothing if all is well}
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    double heap = growth(Sample::heapBytes);
    if (heap > HEAP_GROWTH) {
      faults.add("the heap must be flat in the second half: growth=%.3f".formatted(heap));
    }
    double listeners = growth(Sample::listeners);
    if (listeners > LISTENER_GROWTH) {
      faults.add("listeners must not grow in the second half: growth=%.3f".formatted(listeners));
    }
    double lost = samples.getLast().contextsLost();
    if (lost > 0) {
      faults.add("no WebGL context must be lost: lost=%.0f".formatted(lost));
    }
    if (!complaints.isEmpty()) {
      faults.add(
          "the console must be silent: complaints=%d, first=%s"
              .formatted(complaints.size(), complaints.getFirst()));
    }
    return faults;
  }
}
