package dev.carve.benchmarks.journal;

import java.util.List;

/// What keeping one run costs, and how fast it is found again.
///
/// @param network sizes of the layers, and the activation of the hidden ones
/// @param snapshots how many were appended, one a step
/// @param days how many files they lie in
/// @param parameterBytes of one snapshot
/// @param bytesPerSnapshot in the journal, everything included
/// @param appendsPerSecond as fast as one thread appends
/// @param openMs from a closed run to the frame of a random step, ascending
/// @param seekMs from a run that is open to the frame of a random step, ascending
/// @param entriesPerSecond read one after the other and decoded
/// @param framesPerSecond read one after the other, evaluated and encoded
public record JournalResult(
    String network,
    long snapshots,
    int days,
    long parameterBytes,
    double bytesPerSnapshot,
    double appendsPerSecond,
    List<Double> openMs,
    List<Double> seekMs,
    double entriesPerSecond,
    double framesPerSecond) {

  /// {@return bytes in the journal for each byte of parameters}
  public double overhead() {
    return bytesPerSnapshot / parameterBytes;
  }

  /// {@return a percentile of some times, ms}
  ///
  /// @param ascending the times
  /// @param share of them that are not longer, from 0 to 1
  public static double percentile(List<Double> ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.size());
    return ascending.get(Math.clamp(rank - 1, 0, ascending.size() - 1));
  }
}
