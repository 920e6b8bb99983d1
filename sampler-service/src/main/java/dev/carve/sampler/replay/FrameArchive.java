package dev.carve.sampler.replay;

import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Single frames of any step of any run.
///
/// Readers stay open for a while, so that whoever drags through a run does not open it for every
/// frame. May be used by any number of threads.
public final class FrameArchive implements AutoCloseable {
  private static final int READERS_KEPT = 8;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final RunLibrary library;
  private final int gridPoints;
  private final InstantSource clock;
  private final Deque<Reading> idle = new ArrayDeque<>();
  private final List<ReplaySession> replaying = new ArrayList<>();
  private boolean closed;

  private record Reading(String run, RunReader reader, FrameEvaluation evaluation, Instant used) {}

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
    Reading reading = borrow(run);
    try {
      byte[] frame =
          reading
              .reader()
              .at(step)
              .map(reading.evaluation()::evaluate)
              .map(Topics.FRAMES.codec()::encode)
              .orElseThrow(() -> new NoSuchRunException(run));
      giveBack(reading);
      return frame;
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
    ReplaySession session = new ReplaySession(library.open(run), gridPoints, course);
    remember(session);
    return session;
  }

  private synchronized void remember(ReplaySession session) {
    replaying.removeIf(ReplaySession::isClosed);
    if (closed) {
      session.close();
      return;
    }
    replaying.add(session);
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

  private Reading borrow(String run) {
    return takeIdle(run)
        .orElseGet(() ->
            new Reading(run, library.open(run), new FrameEvaluation(gridPoints), clock.instant()));
  }

  private synchronized Optional<Reading> takeIdle(String run) {
    Iterator<Reading> readings = idle.iterator();
    while (readings.hasNext()) {
      Reading reading = readings.next();
      if (reading.run().equals(run)) {
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
        new Reading(reading.run(), reading.reader(), reading.evaluation(), clock.instant()));
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
    replaying.forEach(ReplaySession::close);
    replaying.clear();
  }
}
