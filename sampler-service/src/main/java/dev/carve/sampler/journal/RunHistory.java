package dev.carve.sampler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The course of a run in bounded memory, however long the run.
///
/// Steps are divided into bins of equal width, a power of two counted from step 0. Each bin keeps
/// its first point and those of lowest and highest loss and accuracy; the last point of all is kept
/// too. When the bins become too many, neighbours are merged, which loses nothing but points that
/// are neither. What is kept follows from the points alone, whenever and in however many portions
/// they were taken in. Owned by one thread at a time.
final class RunHistory {
  /// How many bins are kept at most.
  static final int BINS = 2048;

  private List<HistoryBin> bins;
  private int widthExponent;
  private @Nullable HistoryPoint last;

  RunHistory() {
    this(new ArrayList<>(), 0, null);
  }

  RunHistory(List<HistoryBin> bins, int widthExponent, @Nullable HistoryPoint last) {
    this.bins = bins;
    this.widthExponent = widthExponent;
    this.last = last;
  }

  List<HistoryBin> bins() {
    return bins;
  }

  int widthExponent() {
    return widthExponent;
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
    append(bins, HistoryBin.of(point.step() >> widthExponent, point));
    while (bins.size() > BINS) {
      widthExponent++;
      bins = merged(bins);
    }
  }

  /// The history in at most about `limit` points: all of them, or as many as equal bins leave.
  ///
  /// @param limit how many are wanted, at least 8
  List<HistoryPoint> points(int limit) {
    List<HistoryBin> coarser = bins;
    SortedMap<Long, HistoryPoint> points = pointsOf(coarser);
    while (points.size() > limit && coarser.size() > 1) {
      coarser = merged(coarser);
      points = pointsOf(coarser);
    }
    return List.copyOf(points.values());
  }

  private SortedMap<Long, HistoryPoint> pointsOf(List<HistoryBin> some) {
    SortedMap<Long, HistoryPoint> points = new TreeMap<>();
    some.forEach(bin -> bin.putInto(points));
    if (last != null) {
      points.put(last.step(), last);
    }
    return points;
  }

  private static List<HistoryBin> merged(List<HistoryBin> fine) {
    List<HistoryBin> coarse = new ArrayList<>();
    for (HistoryBin bin : fine) {
      append(coarse, bin.numbered(bin.number() >> 1));
    }
    return coarse;
  }

  private static void append(List<HistoryBin> some, HistoryBin bin) {
    if (!some.isEmpty() && some.getLast().number() == bin.number()) {
      some.set(some.size() - 1, some.getLast().with(bin));
    } else {
      some.add(bin);
    }
  }
}
