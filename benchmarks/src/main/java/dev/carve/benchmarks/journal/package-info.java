/// How a long run is kept and found again.
///
/// {@link dev.carve.benchmarks.journal.JournalBenchmark} trains, appends every step to a real
/// journal, and then goes to random steps of it and reads on, to frames that are evaluated.
@NullMarked
package dev.carve.benchmarks.journal;

import org.jspecify.annotations.NullMarked;
