package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private static final long SEED = 7;

  @Test
  void shouldGiveEveryPointOfAShortRun() {
    List<HistoryPoint> points = points(100, 10);

    assertThat(history(points).points(600)).isEqualTo(points);
  }

  @Test
  void shouldKeepTheFirstTheLastAndTheExtremesOfALongRun() {
    List<HistoryPoint> points = points(60_000, 3);

    List<HistoryPoint> kept = history(points).points(600);

    assertThat(kept).hasSizeBetween(150, 600).isSubsetOf(points);
    assertThat(kept).isSortedAccordingTo(Comparator.comparingLong(HistoryPoint::step));
    assertThat(kept.getFirst()).isEqualTo(points.getFirst());
    assertThat(kept.getLast()).isEqualTo(points.getLast());
    Comparator<HistoryPoint> byLoss = Comparator.comparingDouble(HistoryPoint::loss);
    Comparator<HistoryPoint> byAccuracy = Comparator.comparingDouble(HistoryPoint::accuracy);
    assertThat(kept)
        .contains(
            points.stream().min(byLoss).orElseThrow(),
            points.stream().max(byLoss).orElseThrow(),
            points.stream().min(byAccuracy).orElseThrow(),
            points.stream().max(byAccuracy).orElseThrow());
  }

  @Test
  void shouldFindASpikeInEveryStretch() {
    List<HistoryPoint> points = points(100_000, 1);
    for (int i = 500; i < points.size(); i += 10_000) {
      HistoryPoint calm = points.get(i);
      points.set(i, new HistoryPoint(calm.step(), calm.timeUs(), 99, 0, calm.learningRate(), 0));
    }

    List<HistoryPoint> kept = history(points).points(200);

    assertThat(kept).filteredOn(point -> point.loss() == 99).hasSize(10);
  }

  @Test
  void shouldForgetTheOrderInWhichItWasAsked() {
    List<HistoryPoint> points = points(50_000, 7);
    RunHistory asked = new RunHistory();
    for (HistoryPoint point : points) {
      asked.add(point);
      if (point.step() % 5_000 == 0) {
        asked.points(50);
      }
    }

    assertThat(asked.points(300)).isEqualTo(history(points).points(300));
  }

  @Test
  void shouldKeepTheLastPointOfEveryStretch() {
    RunHistory history = new RunHistory();
    for (int i = 0; i < 4 * RunHistory.BINS; i++) {
      history.add(new HistoryPoint(i, i, 1, 0.5, 0.1, i));
    }

    assertThat(history.points(2 * RunHistory.BINS))
        .extracting(HistoryPoint::step)
        .contains(0L, 3L, 4L, 7L, 8L, 11L);
  }

  @Test
  void shouldGiveNothingOutsideOfAWindow() {
    List<HistoryPoint> points = points(60_000, 3);

    List<HistoryPoint> kept = history(points).bins().points(new StepWindow(30_000, 90_000), 600);

    assertThat(kept).hasSizeBetween(150, 600).isSubsetOf(points);
    assertThat(kept).allMatch(point -> point.step() >= 30_000 && point.step() <= 90_000);
  }

  @Test
  void shouldLetNumbersStandForWhatIsNone() {
    RunHistory history = new RunHistory();
    for (int i = 0; i < 100; i++) {
      history.add(new HistoryPoint(i, i, i < 50 ? Double.NaN : i, 0.5, 0.1, i));
    }

    List<HistoryPoint> kept = history.points(8);

    assertThat(kept).extracting(HistoryPoint::loss).contains(50.0, 99.0);
  }

  private static RunHistory history(List<HistoryPoint> points) {
    RunHistory history = new RunHistory();
    points.forEach(history::add);
    return history;
  }

  private static List<HistoryPoint> points(int count, int every) {
    Random random = new Random(SEED);
    List<HistoryPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long step = (long) i * every;
      points.add(
          new HistoryPoint(step, step * 1000, random.nextDouble(), random.nextDouble(), 0.1, step));
    }
    return points;
  }
}
