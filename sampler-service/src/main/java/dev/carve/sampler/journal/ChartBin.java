package dev.carve.sampler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The points of one stretch of a chart that it must not lose: the first, the last, and those of
/// extreme figures.
///
/// @param number of the stretch, counted in its own width from 0
/// @param first the first point
/// @param last the last point
/// @param extremes of each figure in turn the point where it is lowest and the one where it is
///   highest
record ChartBin<P>(long number, P first, P last, List<P> extremes) {

  static <P> ChartBin<P> of(long number, P point, int figures) {
    List<P> extremes = new ArrayList<>();
    for (int i = 0; i < 2 * figures; i++) {
      extremes.add(point);
    }
    return new ChartBin<>(number, point, point, extremes);
  }

  /// This stretch and a later one of the same number as one.
  ChartBin<P> with(ChartBin<P> later, List<ToDoubleFunction<P>> figures) {
    List<P> both = new ArrayList<>(extremes);
    for (int i = 0; i < figures.size(); i++) {
      ToDoubleFunction<P> figure = figures.get(i);
      P lowest = later.extremes.get(2 * i);
      P highest = later.extremes.get(2 * i + 1);
      if (isLess(figure.applyAsDouble(lowest), figure.applyAsDouble(both.get(2 * i)))) {
        both.set(2 * i, lowest);
      }
      if (isLess(-figure.applyAsDouble(highest), -figure.applyAsDouble(both.get(2 * i + 1)))) {
        both.set(2 * i + 1, highest);
      }
    }
    return new ChartBin<>(number, first, later.last, both);
  }

  // A figure that is not a number gives way to any that is.
  private static boolean isLess(double one, double other) {
    return one < other || (Double.isNaN(other) && !Double.isNaN(one));
  }

  ChartBin<P> numbered(long newNumber) {
    return new ChartBin<>(newNumber, first, last, extremes);
  }
}
