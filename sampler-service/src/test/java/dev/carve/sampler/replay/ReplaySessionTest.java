package dev.carve.sampler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    assertThat(steps(new ReplayRange(90, 95, 0))).containsExactly(90L, 91L, 92L, 93L, 94L, 95L);
    assertThat(steps(new ReplayRange(98, Long.MAX_VALUE, 0))).containsExactly(98L, 99L, 100L);
  }

  @Test
  void shouldBeginWithTheNewestSnapshotThatIsNotBeyondTheFirstStep() {
    append(snapshots.range(10, 100, 10));

    assertThat(steps(new ReplayRange(25, 40, 0))).containsExactly(20L, 30L, 40L);
    assertThat(steps(new ReplayRange(0, 25, 0))).containsExactly(10L, 20L);
    assertThat(steps(new ReplayRange(0, 5, 0))).isEmpty();
    assertThat(steps(new ReplayRange(500, 600, 0))).containsExactly(100L);
  }

  @Test
  void shouldKeepTheSnapshotsOwnPace() {
    append(snapshots.range(0, 5, 1));

    assertThat(dues(new ReplayRange(0, 5, 1)))
        .containsExactly(0L, 50 * MS, 100 * MS, 150 * MS, 200 * MS, 250 * MS);
    assertThat(dues(new ReplayRange(0, 5, 2)))
        .containsExactly(0L, 25 * MS, 50 * MS, 75 * MS, 100 * MS, 125 * MS);
  }

  @Test
  void shouldPassOverSnapshotsThatNobodyCouldSeeButNotTheLast() {
    append(snapshots.range(0, 101, 1));

    assertThat(steps(new ReplayRange(0, 101, 20))).startsWith(0L, 7L, 14L, 21L).endsWith(98L, 101L);
  }

  @Test
  void shouldCatchUpWithAViewerWhoWasHeldUp() {
    append(snapshots.range(0, 100, 1));

    try (ReplaySession session = session(new ReplayRange(0, 100, 1))) {
      assertThat(session.next(0).map(ReplayedFrame::step)).contains(0L);
      assertThat(session.next(1_020 * MS).map(ReplayedFrame::step)).contains(20L);
      assertThat(session.next(9_999 * MS).map(ReplayedFrame::step)).contains(100L);
      assertThat(session.next(9_999 * MS)).isEmpty();
    }
  }

  @Test
  void shouldCutLongPauses() {
    append(List.of(snapshots.at(0), snapshots.at(1_000_000), snapshots.at(1_000_001)));

    assertThat(dues(new ReplayRange(0, Long.MAX_VALUE, 1)))
        .containsExactly(0L, 2_000 * MS, 2_050 * MS);
  }

  @Test
  void shouldRejectARangeThatEndsBeforeItBegins() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayRange(9, 8, 0))
        .withMessageEndingWith("from=9, to=8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayRange(0, 8, Double.NaN))
        .withMessageEndingWith("speed=NaN");
  }

  private List<Long> steps(ReplayRange range) {
    return frames(range).stream().map(ReplayedFrame::step).toList();
  }

  private List<Long> dues(ReplayRange range) {
    return frames(range).stream().map(ReplayedFrame::dueNs).toList();
  }

  /// The frames that a viewer gets who is always in time.
  private List<ReplayedFrame> frames(ReplayRange range) {
    List<ReplayedFrame> frames = new ArrayList<>();
    try (ReplaySession session = session(range)) {
      long elapsedNs = 0;
      for (var frame = session.next(0); frame.isPresent(); frame = session.next(elapsedNs)) {
        frames.add(frame.get());
        elapsedNs = frame.get().dueNs();
      }
    }
    return frames;
  }

  private ReplaySession session(ReplayRange range) {
    return new ReplaySession(
        RunReader.open(directory, "spirals-1"), new FrameEvaluation(16), range);
  }

  private void append(List<ParameterSnapshot> some) {
    try (RunJournal journal = RunJournal.open(directory, some.getFirst(), Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : some) {
        journal.append(snapshot, Snapshots.plane(snapshot));
      }
    }
  }
}
