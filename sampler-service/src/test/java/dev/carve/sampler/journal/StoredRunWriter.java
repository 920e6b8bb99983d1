package dev.carve.sampler.journal;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Writes the run that {@link StoredRunTest} reads, as the version of this source does. Arguments:
/// an empty directory, and where the exported run and its checkpoint go.
final class StoredRunWriter {
  private static final String RUN = "spirals-1";

  private StoredRunWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path journal = Path.of(arguments[0]);
    Path to = Files.createDirectories(Path.of(arguments[1]));
    Snapshots snapshots = Snapshots.of("spirals", RUN, 2);
    Notes notes = Notes.of("spirals", RUN);
    for (int day = 0; day < 2; day++) {
      Instant now = Snapshots.BEGIN.plus(Duration.ofDays(day));
      try (RunJournal appender = RunJournal.open(journal, snapshots.at(0), () -> now);
          NoteJournal noteAppender = NoteJournal.open(journal, RUN, () -> now)) {
        for (long step = 6L * day; step < 6L * day + 6; step++) {
          ParameterSnapshot snapshot = snapshots.at(step);
          appender.append(snapshot, Snapshots.plane(snapshots.at(0)));
          noteAppender.append(new RunNote.Measured(notes.metrics(step)));
        }
        noteAppender.append(
            new RunNote.Happened(0, day, notes.event(6L * day, ModelEvent.Type.DRIFT)));
      }
    }
    RunExport.export(journal, RUN, to.resolve("run-1.carve"), _ -> {});
    Files.copy(
        RunDirectory.of(journal, RUN).resolve(RunCheckpoint.FILE), to.resolve("checkpoint-1"));
  }
}
