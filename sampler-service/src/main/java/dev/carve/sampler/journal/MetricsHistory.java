package dev.carve.sampler.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metrics of a run in bounded memory, however long the run.
///
/// Examples are divided into bins of equal width, a power of two counted from the first example.
/// Each bin keeps its last metrics; the first of all are kept too. When the bins become too many,
/// neighbours are merged. Owned by one thread at a time.
final class MetricsHistory {
  /// How many bins are kept at most.
  static final int BINS = 4096;

  private record Bin(long number, NoteCodec.Raw last) {}

  private List<Bin> bins = new ArrayList<>();
  private int widthExponent;
  private long count;
  private NoteCodec.@Nullable Raw first;

  /// Takes in the next metrics.
  void add(NoteCodec.Raw metrics) {
    count++;
    if (first == null) {
      first = metrics;
    }
    append(bins, new Bin(metrics.position().examplesSeen() >> widthExponent, metrics));
    while (bins.size() > BINS) {
      widthExponent++;
      bins = merged(bins);
    }
  }

  /// How many metrics were taken in.
  long count() {
    return count;
  }

  /// At most `limit` of the metrics, the first and the last among them.
  ///
  /// @param limit how many are wanted, at least 2
  List<NoteCodec.Raw> points(int limit) {
    List<Bin> coarser = bins;
    while (coarser.size() >= limit) {
      coarser = merged(coarser);
    }
    List<NoteCodec.Raw> points = new ArrayList<>();
    NoteCodec.Raw start = first;
    if (start != null && coarser.getFirst().last() != start) {
      points.add(start);
    }
    coarser.forEach(bin -> points.add(bin.last()));
    return points;
  }

  private static List<Bin> merged(List<Bin> fine) {
    List<Bin> coarse = new ArrayList<>();
    for (Bin bin : fine) {
      append(coarse, new Bin(bin.number() >> 1, bin.last()));
    }
    return coarse;
  }

  private static void append(List<Bin> some, Bin bin) {
    if (!some.isEmpty() && some.getLast().number() == bin.number()) {
      some.set(some.size() - 1, bin);
    } else {
      some.add(bin);
    }
  }
}
