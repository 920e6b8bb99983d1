package dev.carve.sampler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySessionTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldGiveEverySnapshotOfTheRangeAsFastAsPossible() {
    append(snapshots.range(0, 100, 1));

    assertThat(steps(course(90, 95, 0))).containsExactly(90L, 91L, 92L, 93L, 94L, 95L);
    assertThat(steps(course(98, Long.MAX_VALUE, 0))).containsExactly(98L, 99L, 100L);
  }

  @Test
  void shouldBeginWithTheNewestSnapshotThatIsNotBeyondTheFirstStep() {
    append(snapshots.range(10, 100, 10));

    assertThat(steps(course(25, 40, 0))).containsExactly(20L, 30L, 40L);
    assertThat(steps(course(0, 25, 0))).containsExactly(10L, 20L);
    assertThat(steps(course(0, 5, 0))).isEmpty();
    assertThat(steps(course(500, 600, 0))).containsExactly(100L);
  }

  @Test
  void shouldKeepTheSnapshotsOwnPace() {
    append(snapshots.range(0, 5, 1));

    assertThat(dues(course(0, 5, 1)))
        .containsExactly(0L, 50 * MS, 100 * MS, 150 * MS, 200 * MS, 250 * MS);
    assertThat(dues(course(0, 5, 2)))
        .containsExactly(0L, 25 * MS, 50 * MS, 75 * MS, 100 * MS, 125 * MS);
  }

  @Test
  void shouldPassOverSnapshotsThatNobodyCouldSeeButNotTheLast() {
    append(snapshots.range(0, 101, 1));

    assertThat(steps(course(0, 101, 20))).startsWith(0L, 7L, 14L, 21L).endsWith(98L, 101L);
  }

  @Test
  void shouldCatchUpWithAViewerWhoWasHeldUp() {
    append(snapshots.range(0, 100, 1));

    try (ReplaySession session = session(course(0, 100, 1))) {
      assertThat(session.next(0).map(ReplayedFrame::step)).contains(0L);
      assertThat(session.next(1_020 * MS).map(ReplayedFrame::step)).contains(20L);
      assertThat(session.next(9_999 * MS).map(ReplayedFrame::step)).contains(100L);
      assertThat(session.next(9_999 * MS)).isEmpty();
    }
  }

  @Test
  void shouldCutLongPauses() {
    append(List.of(snapshots.at(0), snapshots.at(1_000_000), snapshots.at(1_000_001)));

    assertThat(dues(course(0, Long.MAX_VALUE, 1))).containsExactly(0L, 2_000 * MS, 2_050 * MS);
  }

  @Test
  void shouldKeepThePauseOfSlowMotion() {
    append(List.of(snapshots.at(0), snapshots.at(1)));

    assertThat(dues(course(0, Long.MAX_VALUE, 0.01))).containsExactly(0L, 5_000 * MS);
  }

  @Test
  void shouldGoByStepsHoweverLongTheyTook() {
    append(List.of(snapshots.at(0), snapshots.at(10), snapshots.at(1_000_010)));

    assertThat(dues(ReplayCourse.forwards(ReplayRange.whole(), Pace.ofSteps(100))))
        .containsExactly(0L, 100 * MS, 10_000_100 * MS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 700, 1_500})
  void shouldShowTheSameFramesBackwards(int snapshotsInRange) {
    append(snapshots.range(0, 3_000, 2));
    ReplayCourse forwards = course(1_000, 1_000 + 2 * (snapshotsInRange - 1L), 0);

    List<byte[]> there = bytes(forwards);
    List<byte[]> back = bytes(forwards.reversed());

    assertThat(there).hasSize(Math.min(snapshotsInRange, 1_001));
    assertThat(there.getFirst()).isEqualTo(frameAt(1_000));
    assertThat(back).containsExactlyElementsOf(there.reversed());
  }

  @Test
  void shouldGoBackAcrossDays() {
    for (int day = 0; day < 3; day++) {
      Clock clock = Clock.fixed(Snapshots.BEGIN.plus(Duration.ofDays(day)), ZoneOffset.UTC);
      append(snapshots.range(100 * day, 100 * day + 50, 10), clock);
    }

    assertThat(steps(course(20, 215, 0).reversed()))
        .containsExactly(210L, 200L, 150L, 140L, 130L, 120L, 110L, 100L, 50L, 40L, 30L, 20L);
  }

  @Test
  void shouldKeepThePaceBackwards() {
    append(snapshots.range(0, 5, 1));

    assertThat(frames(course(0, 5, 1).reversed()))
        .extracting(ReplayedFrame::step, ReplayedFrame::dueNs)
        .containsExactly(
            tuple(5L, 0L),
            tuple(4L, 50 * MS),
            tuple(3L, 100 * MS),
            tuple(2L, 150 * MS),
            tuple(1L, 200 * MS),
            tuple(0L, 250 * MS));
  }

  @Test
  void shouldBeginAgainWhenItLoops() {
    append(snapshots.range(0, 100, 10));
    ReplayCourse loop = new ReplayCourse(new ReplayRange(20, 40), Pace.ofSpeed(1), false, true);

    assertThat(some(loop, 7).stream().map(ReplayedFrame::step))
        .containsExactly(20L, 30L, 40L, 20L, 30L, 40L, 20L);
    assertThat(some(loop.reversed(), 4).stream().map(ReplayedFrame::dueNs))
        .containsExactly(0L, 500 * MS, 1_000 * MS, 1_500 * MS);
    assertThat(some(loop.reversed(), 4).stream().map(ReplayedFrame::step))
        .containsExactly(40L, 30L, 20L, 40L);
  }

  @Test
  void shouldTurnRoundAtWhatWasShownLast() {
    append(snapshots.range(0, 100, 10));
    ReplayCourse forwards = course(0, Long.MAX_VALUE, 1);
    try (ReplaySession session = session(forwards)) {
      session.next(0);
      session.next(0);
      session.next(0);

      session.change(forwards.reversed(), 10);

      assertThat(session.next(0))
          .hasValueSatisfying(frame -> assertThat(frame.dueNs()).isEqualTo(500 * MS))
          .map(ReplayedFrame::step)
          .contains(0L);
      assertThat(session.next(0)).isEmpty();
    }
  }

  @Test
  void shouldGoOnAtAnotherPaceWithTheNextSnapshot() {
    append(snapshots.range(0, 100, 10));
    try (ReplaySession session = session(course(0, Long.MAX_VALUE, 0))) {
      session.nextBatch(Integer.MAX_VALUE);

      session.change(course(0, 60, 2), 40);

      assertThat(session.next(0))
          .hasValueSatisfying(frame -> assertThat(frame.dueNs()).isEqualTo(250 * MS))
          .map(ReplayedFrame::step)
          .contains(50L);
      assertThat(session.next(0).map(ReplayedFrame::step)).contains(60L);
      assertThat(session.next(0)).isEmpty();
    }
  }

  @Test
  void shouldSeek() {
    append(snapshots.range(0, 100, 10));
    ReplayCourse backwards = course(0, Long.MAX_VALUE, 1).reversed();
    try (ReplaySession session = session(backwards)) {
      session.next(0);

      session.seek(backwards, 37);

      assertThat(session.next(0).map(ReplayedFrame::step)).contains(30L);
      assertThat(session.next(0).map(ReplayedFrame::step)).contains(20L);
    }
  }

  @Test
  void shouldMoveSnapshotBySnapshotInEitherDirection() {
    append(snapshots.range(0, 100, 10));
    try (ReplaySession session = session(course(20, 60, 1))) {
      assertThat(session.move(30, 2).map(ReplayedFrame::step)).contains(50L);
      assertThat(session.next(0).map(ReplayedFrame::step)).contains(60L);
      assertThat(session.move(60, -1).map(ReplayedFrame::step)).contains(50L);
      assertThat(session.move(50, -1_000).map(ReplayedFrame::step)).contains(20L);
      assertThat(session.move(20, -1)).isEmpty();
      assertThat(session.move(60, 1)).isEmpty();
    }
  }

  @Test
  void shouldPassOverWhatNobodyCouldSeeWithoutEnd() {
    append(snapshots.range(0, 20, 1));
    ReplayCourse loop = new ReplayCourse(ReplayRange.whole(), Pace.ofSpeed(1e9), false, true);

    try (ReplaySession session = session(loop)) {
      assertThat(session.next(Long.MAX_VALUE)).isPresent();
      assertThat(session.next(Long.MAX_VALUE)).isPresent();
    }
  }

  @Test
  void shouldRejectARangeThatEndsBeforeItBegins() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayRange(9, 8))
        .withMessageEndingWith("from=9, to=8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pace.ofSpeed(Double.NaN))
        .withMessageEndingWith("speed=NaN");
  }

  private static ReplayCourse course(long from, long to, double speed) {
    return ReplayCourse.forwards(new ReplayRange(from, to), Pace.ofSpeed(speed));
  }

  private List<Long> steps(ReplayCourse course) {
    return frames(course).stream().map(ReplayedFrame::step).toList();
  }

  private List<Long> dues(ReplayCourse course) {
    return frames(course).stream().map(ReplayedFrame::dueNs).toList();
  }

  /// The frames that a viewer gets who is always in time.
  private List<ReplayedFrame> frames(ReplayCourse course) {
    List<ReplayedFrame> frames = new ArrayList<>();
    try (ReplaySession session = session(course)) {
      long elapsedNs = 0;
      for (var frame = session.next(0); frame.isPresent(); frame = session.next(elapsedNs)) {
        frames.add(frame.get());
        elapsedNs = frame.get().dueNs();
      }
    }
    return frames;
  }

  /// All frames as fast as possible.
  private List<byte[]> bytes(ReplayCourse course) {
    List<byte[]> all = new ArrayList<>();
    try (ReplaySession session = session(course)) {
      for (var batch = session.nextBatch(100_000);
          !batch.isEmpty();
          batch = session.nextBatch(100_000)) {
        batch.forEach(frame -> all.add(frame.bytes()));
      }
    }
    return all;
  }

  private byte[] frameAt(long step) {
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      return Topics.FRAMES
          .codec()
          .encode(new FrameEvaluation(16).evaluate(reader.at(step).orElseThrow()));
    }
  }

  /// The first frames that a viewer gets who is always in time.
  private List<ReplayedFrame> some(ReplayCourse course, int count) {
    List<ReplayedFrame> frames = new ArrayList<>();
    try (ReplaySession session = session(course)) {
      long elapsedNs = 0;
      while (frames.size() < count) {
        frames.add(session.next(elapsedNs).orElseThrow());
        elapsedNs = frames.getLast().dueNs();
      }
    }
    return frames;
  }

  private ReplaySession session(ReplayCourse course) {
    return new ReplaySession(
        RunReader.open(directory, "spirals-1"), () -> new FrameEvaluation(16), course);
  }

  private void append(List<ParameterSnapshot> some) {
    append(some, Clock.systemUTC());
  }

  private void append(List<ParameterSnapshot> some, Clock clock) {
    try (RunJournal journal = RunJournal.open(directory, some.getFirst(), clock)) {
      for (ParameterSnapshot snapshot : some) {
        journal.append(snapshot, Snapshots.plane(snapshot));
      }
    }
  }
}
