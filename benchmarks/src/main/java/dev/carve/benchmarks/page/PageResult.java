package dev.carve.benchmarks.page;

import java.util.List;

/// What was measured of the page.
///
/// @param browser its name and version
/// @param live from when a frame's newest minibatch was due until the page had drawn it
/// @param snapshots of the long run
/// @param seeks from a press on its timeline until the page had drawn that step
/// @param drawing frames of replays, by network and renderer
/// @param playground the same networks in TensorFlow Playground, where it is
public record PageResult(
    String browser,
    Latencies live,
    int snapshots,
    Latencies seeks,
    List<DrawingRate> drawing,
    List<PlaygroundRate> playground) {

  /// Copies the lists.
  public PageResult {
    drawing = List.copyOf(drawing);
    playground = List.copyOf(playground);
  }

  /// Some latencies.
  ///
  /// @param shownMs until the page said it, ascending
  /// @param drawnMs until the next picture of the screen after that was begun, ascending
  public record Latencies(List<Double> shownMs, List<Double> drawnMs) {
    /// Sorts them.
    public Latencies {
      shownMs = shownMs.stream().sorted().toList();
      drawnMs = drawnMs.stream().sorted().toList();
    }

    /// {@return a percentile, ms; NaN without any}
    ///
    /// @param sorted ascending
    /// @param share of them that are not higher, from 0 to 1
    public static double percentile(List<Double> sorted, double share) {
      if (sorted.isEmpty()) {
        return Double.NaN;
      }
      int rank = (int) Math.ceil(share * sorted.size());
      return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }
  }

  /// How often the page draws when frames come as often as the screen is drawn.
  ///
  /// @param hidden units of the hidden layers
  /// @param renderer of the landscape
  /// @param wallPerSecond pictures of the wall
  /// @param landscapePerSecond pictures of the landscape beside it
  /// @param taskMs work of the page's thread for one picture of the wall, everything else included
  public record DrawingRate(
      String hidden,
      String renderer,
      double wallPerSecond,
      double landscapePerSecond,
      double taskMs) {}

  /// How often TensorFlow Playground draws.
  ///
  /// @param hidden units of the hidden layers
  /// @param stepMs one step, median
  /// @param epochsPerSecond while it plays
  /// @param taskMs work of the page's thread for one epoch, everything else included
  public record PlaygroundRate(
      String hidden, double stepMs, double epochsPerSecond, double taskMs) {}
}
