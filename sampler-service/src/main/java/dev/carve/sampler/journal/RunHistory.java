package dev.carve.sampler.journal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of a run's snapshots in bounded memory, however long the run.
///
/// Owned by one thread at a time.
final class RunHistory {
  /// How many bins are kept at most.
  static final int BINS = 2048;

  private static final ChartBins.Chart<HistoryPoint> CHART =
      new ChartBins.Chart<>(
          HistoryPoint::step,
          HistoryPoint::step,
          List.of(HistoryPoint::loss, HistoryPoint::accuracy));

  private final ChartBins<HistoryPoint> bins;
  private @Nullable HistoryPoint last;

  RunHistory() {
    this(new ChartBins<>(CHART, BINS), null);
  }

  RunHistory(List<ChartBin<HistoryPoint>> bins, int widthExponent, HistoryPoint last) {
    this(new ChartBins<>(CHART, BINS, bins, widthExponent), last);
  }

  private RunHistory(ChartBins<HistoryPoint> bins, @Nullable HistoryPoint last) {
    this.bins = bins;
    this.last = last;
  }

  ChartBins<HistoryPoint> bins() {
    return bins;
  }

  Optional<HistoryPoint> last() {
    return Optional.ofNullable(last);
  }

  /// Takes in the next point; points of steps that were passed already are left out.
  void add(HistoryPoint point) {
    if (last != null && point.step() <= last.step()) {
      return;
    }
    last = point;
    bins.add(point);
  }

  /// The history in at most about `limit` points: all of them, or as many as equal bins leave.
  ///
  /// @param limit how many are wanted, at least 8
  List<HistoryPoint> points(int limit) {
    return bins.points(StepWindow.whole(), limit);
  }
}
