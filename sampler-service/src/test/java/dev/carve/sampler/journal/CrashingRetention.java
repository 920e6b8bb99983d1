package dev.carve.sampler.journal;

import dev.carve.sampler.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Thins a run, day after day, until it is killed. Arguments: the journal's directory, days.
///
/// Before each day it writes the day's number to its standard output.
final class CrashingRetention {
  private CrashingRetention() {}

  public static void main(String[] arguments) {
    RetentionPolicy policy =
        new RetentionPolicy(
            Duration.ofDays(1),
            Duration.ofDays(30),
            Duration.ofMinutes(1),
            Optional.of(Duration.ofDays(60)),
            Optional.empty());
    RunRetention retention =
        new RunRetention(Path.of(arguments[0]), policy, (_, work) -> work.run());
    for (int day = 0; day < Integer.parseInt(arguments[1]); day++) {
      System.out.println(day);
      System.out.flush();
      retention.apply(Snapshots.BEGIN.plus(Duration.ofDays(day)));
    }
  }
}
