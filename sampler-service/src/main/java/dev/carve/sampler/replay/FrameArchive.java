package dev.carve.sampler.replay;

import dev.carve.core.event.Topics;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.sampler.journal.HistoryPoint;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import dev.carve.sampler.sampling.FrameView;
import dev.carve.sampler.sampling.InvalidViewException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Single frames of any step of any run.
///
/// Readers stay open for a while, so that whoever drags through a run does not open it for every
/// frame. May be used by any number of threads.
public final class FrameArchive implements AutoCloseable {
  private static final int READERS_KEPT = 8;
  private static final int FIGURES_KEPT = 4096;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final RunLibrary library;
  private final int gridPoints;
  private final InstantSource clock;
  private final Deque<Reading> idle = new ArrayDeque<>();
  private final List<Replaying> replaying = new ArrayList<>();
  private final Map<Measured, StepFigures> figures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Measured, StepFigures> eldest) {
          return size() > FIGURES_KEPT;
        }
      };
  private boolean closed;

  private record Reading(
      String run, FrameView view, RunReader reader, FrameEvaluation evaluation, Instant used) {}

  private record Replaying(String run, ReplaySession session) {
    private boolean isOver() {
      return session.isClosed();
    }
  }

  /// A snapshot whose figures are remembered. A run that was deleted and came back is another one.
  private record Measured(String run, long step, long timeUs) {}

  /// An archive of all runs of a library.
  ///
  /// @param library opens runs
  /// @param gridPoints points wanted along each side of a surface
  /// @param clock tells which readers are idle
  public FrameArchive(RunLibrary library, int gridPoints, InstantSource clock) {
    this.library = library;
    this.gridPoints = gridPoints;
    this.clock = clock;
  }

  /// {@return points wanted along each side of a surface}
  public int gridPoints() {
    return gridPoints;
  }

  /// The frame of the newest snapshot that is not beyond a step, or of the first one.
  ///
  /// @param run the run's name
  /// @param step SGD steps taken
  /// @return the frame as topic `frames` has it
  /// @throws NoSuchRunException if the journal does not hold the run
  public byte[] frame(String run, long step) {
    return frame(run, step, FrameView.own());
  }

  /// The same, looked at elsewhere or more finely.
  ///
  /// @param run the run's name
  /// @param step SGD steps taken
  /// @param view where and how finely
  /// @return the frame as topic `frames` has it
  /// @throws NoSuchRunException if the journal does not hold the run
  /// @throws InvalidViewException if the grid is too fine for the network
  /// @throws InvalidPlaneException if the run's model has no such plane
  public byte[] frame(String run, long step, FrameView view) {
    return read(
        run,
        view,
        reading -> {
          JournalEntry entry = entry(reading, step);
          return Topics.FRAMES.codec().encode(reading.evaluation().evaluate(entry));
        });
  }

  /// The newest entry that is not beyond a step, or the first one.
  ///
  /// @param run the run's name
  /// @param step SGD steps taken
  /// @return what the journal holds
  /// @throws NoSuchRunException if the journal does not hold the run
  public JournalEntry entry(String run, long step) {
    return read(run, FrameView.own(), reading -> entry(reading, step));
  }

  /// What the surfaces are like at some steps, evaluated again where that was not asked for lately.
  ///
  /// @param run the run's name
  /// @param points of its history, in ascending order of their steps
  /// @return the figures of the entries there, each entry once
  /// @throws NoSuchRunException if the journal does not hold the run
  public List<StepFigures> figures(String run, List<HistoryPoint> points) {
    return read(
        run,
        FrameView.own(),
        reading -> {
          List<StepFigures> all = new ArrayList<>();
          for (HistoryPoint point : points) {
            StepFigures figures = figures(reading, new Measured(run, point.step(), point.timeUs()));
            if (all.isEmpty() || all.getLast().step() < figures.step()) {
              all.add(figures);
            }
          }
          return all;
        });
  }

  private StepFigures figures(Reading reading, Measured measured) {
    StepFigures known = remembered(measured);
    if (known != null) {
      return known;
    }
    JournalEntry entry = entry(reading, measured.step());
    StepFigures fresh = StepFigures.of(reading.evaluation().evaluate(entry));
    remember(measured, fresh);
    return fresh;
  }

  private synchronized @Nullable StepFigures remembered(Measured measured) {
    return figures.get(measured);
  }

  private synchronized void remember(Measured measured, StepFigures fresh) {
    figures.put(measured, fresh);
  }

  private static JournalEntry entry(Reading reading, long step) {
    return reading.reader().at(step).orElseThrow(() -> new NoSuchRunException(reading.run()));
  }

  private <T> T read(String run, FrameView view, Function<Reading, T> question) {
    Reading reading = borrow(run, view);
    try {
      T answer = question.apply(reading);
      giveBack(reading);
      return answer;
    } catch (RuntimeException e) {
      reading.reader().close();
      throw e;
    }
  }

  /// A session that replays a run; the caller closes it, or else the archive when it is closed
  /// itself.
  ///
  /// @param run the run's name
  /// @param course what to replay, and how
  /// @return a session before its first frame
  /// @throws NoSuchRunException if the journal does not hold the run
  public ReplaySession replay(String run, ReplayCourse course) {
    return replay(run, course, FrameView.own());
  }

  /// The same, looked at elsewhere or more finely.
  ///
  /// @param run the run's name
  /// @param course what to replay, and how
  /// @param view where and how finely
  /// @return a session before its first frame
  /// @throws NoSuchRunException if the journal does not hold the run
  public ReplaySession replay(String run, ReplayCourse course, FrameView view) {
    ReplaySession session =
        new ReplaySession(library.open(run), () -> new FrameEvaluation(gridPoints, view), course);
    remember(new Replaying(run, session));
    return session;
  }

  private synchronized void remember(Replaying replay) {
    replaying.removeIf(Replaying::isOver);
    if (closed) {
      replay.session().close();
      return;
    }
    replaying.add(replay);
  }

  /// {@return how many replay a run}
  ///
  /// @param run the run's name
  public synchronized int replays(String run) {
    replaying.removeIf(Replaying::isOver);
    return (int) replaying.stream().filter(replay -> replay.run().equals(run)).count();
  }

  /// Closes the readers of a run that nobody uses.
  ///
  /// @param run the run's name
  public synchronized void closeIdle(String run) {
    idle.removeIf(reading -> {
      boolean ofRun = reading.run().equals(run);
      if (ofRun) {
        reading.reader().close();
      }
      return ofRun;
    });
  }

  /// Closes readers that were not used lately.
  public synchronized void closeIdle() {
    Instant before = clock.instant().minus(IDLE);
    idle.removeIf(reading -> {
      boolean old = reading.used().isBefore(before);
      if (old) {
        reading.reader().close();
      }
      return old;
    });
  }

  private Reading borrow(String run, FrameView view) {
    return takeIdle(run, view)
        .orElseGet(() ->
            new Reading(
                run,
                view,
                library.open(run),
                new FrameEvaluation(gridPoints, view),
                clock.instant()));
  }

  private synchronized Optional<Reading> takeIdle(String run, FrameView view) {
    Iterator<Reading> readings = idle.iterator();
    while (readings.hasNext()) {
      Reading reading = readings.next();
      if (reading.run().equals(run) && reading.view().equals(view)) {
        readings.remove();
        return Optional.of(reading);
      }
    }
    return Optional.empty();
  }

  private synchronized void giveBack(Reading reading) {
    if (closed) {
      reading.reader().close();
      return;
    }
    idle.addFirst(
        new Reading(
            reading.run(),
            reading.view(),
            reading.reader(),
            reading.evaluation(),
            clock.instant()));
    if (idle.size() > READERS_KEPT) {
      idle.removeLast().reader().close();
    }
  }

  /// Closes all readers and sessions.
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(reading -> reading.reader().close());
    idle.clear();
    replaying.forEach(replay -> replay.session().close());
    replaying.clear();
  }
}
