package dev.carve.sampler.replay;

import dev.carve.sampler.journal.EntryMark;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The frames of a range of a run, one after the other, in either direction.
///
/// As fast as possible, every snapshot is a frame. At a pace, a frame is due when its snapshot's
/// time comes; snapshots that follow each other faster than {@value #FRAMES_A_SECOND} a second, or
/// that are due while an earlier frame still waits to be sent, are passed over without being read.
/// The last snapshot of the range is always a frame. Owned by one thread at a time.
public final class ReplaySession implements AutoCloseable {
  private static final int FRAMES_A_SECOND = 60;
  private static final long SHORTEST_NS = 1_000_000_000L / FRAMES_A_SECOND;
  private static final int MOST_IN_BATCH = 64;
  /* A viewer who never catches up sees something all the same. */
  private static final int MOST_PASSED_OVER = 100_000;

  private final RunReader reader;
  private final EntryLookup entries;
  private final FrameEvaluations evaluations;
  private ReplayCourse course;
  private MarkWalk walk;
  private @Nullable EntryMark upcoming;
  private boolean upcomingBeginsAgain;
  private long dueNs;
  private long shownNs = -SHORTEST_NS;
  private int frameBytes = Integer.MAX_VALUE;
  private boolean begun;
  private volatile boolean closed;

  /// A replay that has not begun.
  ///
  /// @param reader of the run; closed with the session
  /// @param evaluation makes what evaluates frames, one for each thread
  /// @param course what to replay, and how
  public ReplaySession(
      RunReader reader, Supplier<FrameEvaluation> evaluation, ReplayCourse course) {
    this.reader = reader;
    this.entries = new EntryLookup(reader);
    this.evaluations = new FrameEvaluations(evaluation);
    this.course = course;
    this.walk = new MarkWalk(reader, course.range(), course.backwards());
  }

  /// {@return what is replayed, and how}
  public ReplayCourse course() {
    return course;
  }

  /// The next frame.
  ///
  /// @param elapsedNs ns since the first frame was shown; frames that ought to have been replaced
  ///   by then are passed over
  /// @return empty at the end of the range, or of what is journalled by now
  public Optional<ReplayedFrame> next(long elapsedNs) {
    begin();
    int passedOver = 0;
    for (EntryMark mark = upcoming; mark != null; mark = upcoming) {
      long due = dueNs;
      advance(mark);
      boolean last = upcoming == null || upcomingBeginsAgain;
      if (last || isToBeShown(due, elapsedNs) || passedOver >= MOST_PASSED_OVER) {
        shownNs = due;
        Optional<JournalEntry> entry = entries.at(mark);
        if (entry.isPresent()) {
          return Optional.of(frame(mark, due, encode(List.of(entry.get())).getFirst()));
        }
      }
      passedOver++;
    }
    return Optional.empty();
  }

  /// The next frames, as many as fit; for replays as fast as possible. They are evaluated side by
  /// side.
  ///
  /// @param mostBytes of all frames together, unless the first one is larger
  /// @return empty at the end
  public List<ReplayedFrame> nextBatch(int mostBytes) {
    begin();
    List<EntryMark> marks = new ArrayList<>();
    List<JournalEntry> batch = new ArrayList<>();
    int wanted = Math.clamp(mostBytes / frameBytes, 1, MOST_IN_BATCH);
    for (EntryMark mark = upcoming; mark != null && batch.size() < wanted; mark = upcoming) {
      advance(mark);
      Optional<JournalEntry> entry = entries.at(mark);
      if (entry.isPresent()) {
        marks.add(mark);
        batch.add(entry.get());
      }
    }
    List<byte[]> encoded = encode(batch);
    List<ReplayedFrame> frames = new ArrayList<>();
    for (int i = 0; i < encoded.size(); i++) {
      frames.add(frame(marks.get(i), dueNs, encoded.get(i)));
    }
    return frames;
  }

  /// Goes on in another way. What was given out since a frame was shown does not count.
  ///
  /// @param next what is replayed from now on, and how; time counts anew from now
  /// @param shownStep the step of the frame that was shown last; the next frame is its neighbour
  public void change(ReplayCourse next, long shownStep) {
    course = next;
    walk = new MarkWalk(reader, next.range(), next.backwards());
    begun = true;
    shownNs = -SHORTEST_NS;
    dueNs = 0;
    upcomingBeginsAgain = false;
    Optional<EntryMark> shown = walk.begin(shownStep);
    if (shown.isPresent() && shown.get().step() == shownStep) {
      advance(shown.get());
    } else {
      // What was shown lies outside the range.
      upcoming = shown.orElse(null);
    }
  }

  /// Goes on elsewhere.
  ///
  /// @param next what is replayed from now on, and how; time counts anew from now
  /// @param step the next frame is that of the newest snapshot that is not beyond it
  public void seek(ReplayCourse next, long step) {
    course = next;
    walk = new MarkWalk(reader, next.range(), next.backwards());
    begin(step);
  }

  /// Moves by some snapshots of the range.
  ///
  /// @param shownStep the step to move from; time counts anew from now
  /// @param snapshots how many, negative for back, whatever the direction of the replay
  /// @return the frame there; empty if there is none in that direction
  public Optional<ReplayedFrame> move(long shownStep, long snapshots) {
    MarkWalk moves = new MarkWalk(reader, course.range(), snapshots < 0);
    Optional<EntryMark> reached = moves.begin(shownStep);
    for (long left = Math.abs(snapshots); left > 0 && reached.isPresent(); left--) {
      Optional<EntryMark> next = moves.next();
      if (next.isEmpty()) {
        break;
      }
      reached = next;
    }
    Optional<EntryMark> moved = reached.filter(mark -> mark.step() != shownStep);
    change(course, moved.map(EntryMark::step).orElse(shownStep));
    return moved
        .flatMap(entries::at)
        .map(entry -> frame(moved.get(), 0, encode(List.of(entry)).getFirst()));
  }

  private boolean isToBeShown(long due, long elapsedNs) {
    return !course.isPaced() || (due - shownNs >= SHORTEST_NS && dueNs > elapsedNs);
  }

  private void begin() {
    if (!begun) {
      begin(course.start());
    }
  }

  private void begin(long step) {
    begun = true;
    shownNs = -SHORTEST_NS;
    dueNs = 0;
    upcomingBeginsAgain = false;
    upcoming = walk.begin(step).orElse(null);
  }

  private void advance(EntryMark from) {
    Optional<EntryMark> next = walk.next();
    upcomingBeginsAgain = next.isEmpty() && course.loop();
    if (upcomingBeginsAgain) {
      upcoming = walk.begin(course.start()).orElse(null);
      dueNs += Schedule.loopPauseNs(course.pace());
    } else {
      upcoming = next.orElse(null);
      dueNs += next.map(mark -> Schedule.pauseNs(course.pace(), from, mark)).orElse(0L);
    }
  }

  private List<byte[]> encode(List<JournalEntry> some) {
    return evaluations.encode(some);
  }

  private ReplayedFrame frame(EntryMark mark, long due, byte[] bytes) {
    frameBytes = bytes.length;
    return new ReplayedFrame(mark.step(), due, bytes);
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
