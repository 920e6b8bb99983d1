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

  private static final int CHART_BINS = 4096;
  private static final int READ_AGAIN_AT_MOST = 32_768;
  private static final ChartBins.Chart<MetricsPoint> CHART =
      new ChartBins.Chart<>(
          MetricsPoint::examplesSeen,
          MetricsPoint::step,
          List.of(
              MetricsPoint::loss,
              MetricsPoint::accuracy,
              MetricsPoint::repeatLastAccuracy,
              MetricsPoint::kappaTemporal,
              MetricsPoint::gradientNorm));

  private final Path runDirectory;
  private final Deque<ModelEvent> events = new ArrayDeque<>();
  private final MetricsHistory metrics = new MetricsHistory();
  private final ChartBins<MetricsPoint> chart = new ChartBins<>(CHART, CHART_BINS);
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
      measured(each).ifPresent(points::add);
    }
    return points;
  }

  /// What charts show of a window: the first, the last and the extremes of equal stretches.
  ///
  /// @param limit how many points are wanted at most, about; at least 8
  List<MetricsPoint> chart(StepWindow window, int limit) {
    advance();
    List<MetricsPoint> kept = chart.points(window, limit);
    NoteTailer open = tailer;
    if (open == null
        || !chart.isThinned()
        || kept.size() >= limit / 2
        || metrics.count() * chart.share(window) > READ_AGAIN_AT_MOST) {
      return kept;
    }
    return readAgain(open, window, limit).orElse(kept);
  }

  private Optional<List<MetricsPoint>> readAgain(NoteTailer open, StepWindow window, int limit) {
    ChartBins<MetricsPoint> finer = new ChartBins<>(CHART, CHART_BINS);
    long last = open.lastReadIndex();
    open.moveToStep(window.from());
    int read = 0;
    for (var note = open.next();
        note.isPresent() && note.get().position().step() <= window.to();
        note = open.next()) {
      if (++read > 2 * READ_AGAIN_AT_MOST) {
        break;
      }
      if (!note.get().isEvent()) {
        measured(note.get()).ifPresent(metricsOf -> finer.add(MetricsPoint.of(metricsOf)));
      }
    }
    open.moveBehind(last);
    return read > 2 * READ_AGAIN_AT_MOST
        ? Optional.empty()
        : Optional.of(finer.points(window, limit));
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
      measured(note).ifPresent(measured -> chart.add(MetricsPoint.of(measured)));
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

  private static Optional<TrainingMetrics> measured(NoteCodec.Raw note) {
    return decode(note)
        .filter(RunNote.Measured.class::isInstance)
        .map(RunNote.Measured.class::cast)
        .map(RunNote.Measured::metrics);
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
