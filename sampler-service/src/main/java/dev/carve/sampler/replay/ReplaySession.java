package dev.carve.sampler.replay;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The frames of a range of a run, one after the other.
///
/// As fast as possible, every snapshot is a frame. At a speed, a frame is due when its snapshot's
/// time comes; snapshots that follow each other faster than {@value #FRAMES_A_SECOND} a second, or
/// that are due while an earlier frame still waits to be sent, are passed over, and pauses are cut
/// to two seconds. The last snapshot of the range is always a frame. Owned by one thread at a time.
public final class ReplaySession implements AutoCloseable {
  private static final int FRAMES_A_SECOND = 60;
  private static final long SHORTEST_NS = 1_000_000_000L / FRAMES_A_SECOND;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RunReader reader;
  private final FrameEvaluation evaluation;
  private final ReplayRange range;
  private @Nullable JournalEntry upcoming;
  private long dueNs;
  private long shownNs = -SHORTEST_NS;
  private boolean begun;
  private volatile boolean closed;

  /// A replay that has not begun.
  ///
  /// @param reader of the run; closed with the session
  /// @param evaluation of frames
  /// @param range what to replay
  public ReplaySession(RunReader reader, FrameEvaluation evaluation, ReplayRange range) {
    this.reader = reader;
    this.evaluation = evaluation;
    this.range = range;
  }

  /// The next frame.
  ///
  /// @param elapsedNs ns since the first frame was shown; frames that ought to have been replaced
  ///   by then are passed over
  /// @return empty at the end of the range, or of what is journalled by now
  public Optional<ReplayedFrame> next(long elapsedNs) {
    begin();
    for (JournalEntry entry = upcoming; entry != null; entry = upcoming) {
      long due = dueNs;
      advance(entry);
      if (upcoming == null || isToBeShown(due, elapsedNs)) {
        shownNs = due;
        return Optional.of(frame(entry, due));
      }
    }
    return Optional.empty();
  }

  /// The next frames, as many as fit; for replays as fast as possible.
  ///
  /// @param mostBytes of all frames together, unless the first one is larger
  /// @return empty at the end
  public List<ReplayedFrame> nextBatch(int mostBytes) {
    List<ReplayedFrame> frames = new ArrayList<>();
    int bytes = 0;
    while (bytes < mostBytes) {
      Optional<ReplayedFrame> frame = next(0);
      if (frame.isEmpty()) {
        break;
      }
      frames.add(frame.get());
      bytes += frame.get().bytes().length;
    }
    return frames;
  }

  private boolean isToBeShown(long due, long elapsedNs) {
    return !range.isPaced() || (due - shownNs >= SHORTEST_NS && dueNs > elapsedNs);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      upcoming = reader.at(range.from()).filter(entry -> entry.step() <= range.to()).orElse(null);
    }
  }

  private void advance(JournalEntry current) {
    JournalEntry next = reader.next().filter(entry -> entry.step() <= range.to()).orElse(null);
    upcoming = next;
    if (next != null && range.isPaced()) {
      dueNs += pauseNs(current, next);
    }
  }

  private long pauseNs(JournalEntry current, JournalEntry next) {
    Duration pause = Duration.between(current.snapshot().time(), next.snapshot().time());
    double ns = pause.toNanos() / range.speed();
    return Math.min((long) Math.max(ns, 0), LONGEST_PAUSE.toNanos());
  }

  private ReplayedFrame frame(JournalEntry entry, long due) {
    SurfaceFrame frame = evaluation.evaluate(entry);
    return new ReplayedFrame(entry.step(), due, Topics.FRAMES.codec().encode(frame));
  }

  /// {@return whether the session was closed}
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
