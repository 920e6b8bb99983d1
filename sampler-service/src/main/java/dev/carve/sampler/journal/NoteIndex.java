package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run's events and metrics, read on whenever they are asked for.
///
/// The newest {@value #EVENTS} events are kept, and of the metrics what a chart needs. Owned by one
/// thread at a time.
final class NoteIndex implements Reading {
  /// How many events are kept.
  static final int EVENTS = 10_000;

  private final Path runDirectory;
  private final Deque<ModelEvent> events = new ArrayDeque<>();
  private final MetricsHistory metrics = new MetricsHistory();
  private @Nullable NoteTailer tailer;

  NoteIndex(Path runDirectory) {
    this.runDirectory = runDirectory;
  }

  /// All events, oldest first.
  List<ModelEvent> events() {
    advance();
    return List.copyOf(events);
  }

  /// At most `limit` of the metrics, the first and the last among them.
  ///
  /// @param limit how many are wanted, at least 2
  List<TrainingMetrics> metrics(int limit) {
    advance();
    List<TrainingMetrics> points = new ArrayList<>();
    for (NoteCodec.Raw each : metrics.points(limit)) {
      decode(each)
          .filter(RunNote.Measured.class::isInstance)
          .map(RunNote.Measured.class::cast)
          .ifPresent(measured -> points.add(measured.metrics()));
    }
    return points;
  }

  private void advance() {
    NoteTailer open = tailer;
    if (open == null) {
      if (!NoteTailer.exists(runDirectory)) {
        return;
      }
      open = new NoteTailer(runDirectory);
      tailer = open;
    }
    for (var next = open.next(); next.isPresent(); next = open.next()) {
      take(next.get());
    }
  }

  private void take(NoteCodec.Raw note) {
    if (!note.isEvent()) {
      metrics.add(note);
      return;
    }
    decode(note)
        .filter(RunNote.Happened.class::isInstance)
        .map(RunNote.Happened.class::cast)
        .ifPresent(happened -> events.addLast(happened.event()));
    if (events.size() > EVENTS) {
      events.removeFirst();
    }
  }

  /* A checksum that holds over a record that a later version wrote in another way: as good as no note. */
  private static Optional<RunNote> decode(NoteCodec.Raw note) {
    try {
      return Optional.of(note.decode());
    } catch (MalformedEventException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (tailer != null) {
      tailer.close();
    }
  }
}
