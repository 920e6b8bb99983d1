package dev.carve.sampler.journal;

import java.util.SortedMap;

/// The points of one stretch of steps that a chart must not lose: the first, and those of extreme
/// loss and accuracy.
///
/// @param number of the stretch, counted in its own width from step 0
record HistoryBin(
    long number,
    HistoryPoint first,
    HistoryPoint lowestLoss,
    HistoryPoint highestLoss,
    HistoryPoint lowestAccuracy,
    HistoryPoint highestAccuracy) {

  static HistoryBin of(long number, HistoryPoint point) {
    return new HistoryBin(number, point, point, point, point, point);
  }

  /// This stretch and a later one of the same number as one.
  HistoryBin with(HistoryBin later) {
    return new HistoryBin(
        number,
        first,
        isLess(later.lowestLoss.loss(), lowestLoss.loss()) ? later.lowestLoss : lowestLoss,
        isLess(-later.highestLoss.loss(), -highestLoss.loss()) ? later.highestLoss : highestLoss,
        isLess(later.lowestAccuracy.accuracy(), lowestAccuracy.accuracy())
            ? later.lowestAccuracy
            : lowestAccuracy,
        isLess(-later.highestAccuracy.accuracy(), -highestAccuracy.accuracy())
            ? later.highestAccuracy
            : highestAccuracy);
  }

  // A figure that is not a number gives way to any that is.
  private static boolean isLess(double one, double other) {
    return one < other || (Double.isNaN(other) && !Double.isNaN(one));
  }

  HistoryBin numbered(long newNumber) {
    return new HistoryBin(
        newNumber, first, lowestLoss, highestLoss, lowestAccuracy, highestAccuracy);
  }

  void putInto(SortedMap<Long, HistoryPoint> points) {
    points.put(first.step(), first);
    points.put(lowestLoss.step(), lowestLoss);
    points.put(highestLoss.step(), highestLoss);
    points.put(lowestAccuracy.step(), lowestAccuracy);
    points.put(highestAccuracy.step(), highestAccuracy);
  }
}
