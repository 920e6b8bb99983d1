package dev.carve.sampler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The points of a chart in bounded memory, however many they are.
///
/// The axis is divided into bins of equal width, a power of two counted from 0. Each bin keeps its
/// first and its last point, and those of extreme figures. When the bins become too many,
/// neighbours are merged, which loses nothing but points that are neither. What is kept follows
/// from the points alone, whenever and in however many portions they were taken in. Owned by one
/// thread at a time.
final class ChartBins<P> {
  /// What points have.
  ///
  /// @param place on the axis, 0 or more, growing from point to point
  /// @param step SGD steps taken, which never fall from point to point
  /// @param figures whose extremes are kept
  record Chart<P>(
      ToLongFunction<P> place, ToLongFunction<P> step, List<ToDoubleFunction<P>> figures) {}

  private final Chart<P> chart;
  private final int most;
  private List<ChartBin<P>> bins;
  private int widthExponent;

  /// No points yet.
  ///
  /// @param most how many bins are kept
  ChartBins(Chart<P> chart, int most) {
    this(chart, most, new ArrayList<>(), 0);
  }

  ChartBins(Chart<P> chart, int most, List<ChartBin<P>> bins, int widthExponent) {
    this.chart = chart;
    this.most = most;
    this.bins = bins;
    this.widthExponent = widthExponent;
  }

  List<ChartBin<P>> bins() {
    return bins;
  }

  int widthExponent() {
    return widthExponent;
  }

  /// Takes in the next point.
  void add(P point) {
    long place = chart.place().applyAsLong(point);
    append(bins, ChartBin.of(place >> widthExponent, point, chart.figures().size()));
    while (bins.size() > most) {
      widthExponent++;
      bins = merged(bins);
    }
  }

  /// Whether points were left out.
  boolean isThinned() {
    return widthExponent > 0;
  }

  /// The share of all bins that a window touches, 0 to 1.
  double share(StepWindow window) {
    return bins.isEmpty() ? 0 : (double) touchedBy(window).size() / bins.size();
  }

  /// The points of a window, at most about `limit`: all that were kept, or as many as equal bins
  /// leave.
  ///
  /// @param limit how many are wanted, at least 8
  List<P> points(StepWindow window, int limit) {
    List<ChartBin<P>> coarser = touchedBy(window);
    SortedMap<Long, P> points = pointsOf(coarser, window);
    while (points.size() > limit && coarser.size() > 1) {
      coarser = merged(coarser);
      points = pointsOf(coarser, window);
    }
    return List.copyOf(points.values());
  }

  private List<ChartBin<P>> touchedBy(StepWindow window) {
    return bins.stream()
        .filter(bin -> step(bin.first()) <= window.to() && step(bin.last()) >= window.from())
        .toList();
  }

  private long step(P point) {
    return chart.step().applyAsLong(point);
  }

  private SortedMap<Long, P> pointsOf(List<ChartBin<P>> some, StepWindow window) {
    SortedMap<Long, P> points = new TreeMap<>();
    for (ChartBin<P> bin : some) {
      put(bin.first(), window, points);
      bin.extremes().forEach(point -> put(point, window, points));
      put(bin.last(), window, points);
    }
    return points;
  }

  private void put(P point, StepWindow window, SortedMap<Long, P> points) {
    if (window.holds(step(point))) {
      points.put(chart.place().applyAsLong(point), point);
    }
  }

  private List<ChartBin<P>> merged(List<ChartBin<P>> fine) {
    List<ChartBin<P>> coarse = new ArrayList<>();
    for (ChartBin<P> bin : fine) {
      append(coarse, bin.numbered(bin.number() >> 1));
    }
    return coarse;
  }

  private void append(List<ChartBin<P>> some, ChartBin<P> bin) {
    if (!some.isEmpty() && some.getLast().number() == bin.number()) {
      some.set(some.size() - 1, some.getLast().with(bin, chart.figures()));
    } else {
      some.add(bin);
    }
  }
}
