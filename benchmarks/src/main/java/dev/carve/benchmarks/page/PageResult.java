package dev.carve.benchmarks.page;

import java.util.List;

/// What was measured of the page.
///
/// @param browser its name and version
/// @param loads of the page, each for the first time
/// @param live from when a frame's newest minibatch was due until the page had drawn it
/// @param snapshots of the long run
/// @param seeks from a press on its timeline until the page had drawn that step
/// @param drawing frames of replays, by network and renderer
/// @param playground the same networks in TensorFlow Playground, where it is
public record PageResult(
    String browser,
    List<FirstLoad> loads,
    Latencies live,
    int snapshots,
    Latencies seeks,
    List<DrawingRate> drawing,
    List<PlaygroundRate> playground) {

  /// Copies the lists.
  public PageResult {
    loads = List.copyOf(loads);
    drawing = List.copyOf(drawing);
    playground = List.copyOf(playground);
  }

  /// {@return work of the page's thread for one picture with the renderer that needs less, ms; NaN
  /// if the network was not measured}
  ///
  /// @param hidden units of the hidden layers
  /// @param grid points along each side of a surface
  public double shortestTaskMs(String hidden, int grid) {
    return drawing.stream()
        .filter(rate -> rate.hidden().equals(hidden) && rate.grid() == grid)
        .mapToDouble(DrawingRate::taskMs)
        .min()
        .orElse(Double.NaN);
  }

  /// What a browser loads that was never here.
  ///
  /// @param kilobytes of the page, as sent, until there was a landscape
  /// @param allKilobytes with what it loads when it has drawn
  /// @param landscapeMs from when it was asked for until the first landscape was drawn
  public record FirstLoad(double kilobytes, double allKilobytes, double landscapeMs) {}

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
  /// @param grid points along each side of a surface
  /// @param renderer of the landscape
  /// @param wallPerSecond pictures of the wall
  /// @param landscapePerSecond pictures of the landscape beside it
  /// @param taskMs work of the page's thread for one picture of the wall, everything else included
  public record DrawingRate(
      String hidden,
      int grid,
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
