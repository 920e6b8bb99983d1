package dev.carve.sampler.journal;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// Appends snapshots until it is killed. Arguments: the journal's directory.
///
/// After each append it writes the step to its standard output: what it said must be in the
/// journal.
final class CrashingAppender {
  private CrashingAppender() {}

  public static void main(String[] arguments) throws IOException {
    Snapshots snapshots =
        Snapshots.of(Snapshots.spec("spirals", 2, 8), "spirals-1", Duration.ofMillis(1));
    Path directory = Path.of(arguments[0]);
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(0), Clock.systemUTC())) {
      long next = journal.last().map(last -> last.step() + 1).orElse(0L);
      while (true) {
        ParameterSnapshot snapshot = snapshots.at(next);
        journal.append(snapshot, Snapshots.plane(snapshot));
        System.out.println(next);
        System.out.flush();
        next++;
      }
    }
  }
}
