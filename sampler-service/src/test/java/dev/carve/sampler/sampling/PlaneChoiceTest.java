package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.Snapshots;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneChoiceTest {
  private static final long SEED = 5;

  @Test
  void shouldLayTheInputsOfTwo() {
    Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
    PlaneChoice choice = new PlaneChoice(Optional.empty());

    SurfacePlane plane = choose(choice, snapshots.at(100));

    assertThat(plane).isEqualTo(Snapshots.plane(snapshots.at(100)));
  }

  @Test
  void shouldStayCalmWhileStatisticsHoverAroundABound() {
    Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
    PlaneChoice choice = new PlaneChoice(Optional.empty());
    Random random = new Random(SEED);
    Set<SurfacePlane> planes = new HashSet<>();

    for (int step = 1; step < 200; step++) {
      double deviation = 1 / 2.2 + 0.004 * random.nextGaussian();
      planes.add(choose(choice, withStatistics(snapshots.at(step), 0.13, deviation)));
    }

    assertThat(planes).as("seed=%d", SEED).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void shouldFollowDataThatGrowAndMove() {
    Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
    PlaneChoice choice = new PlaneChoice(Optional.empty());
    choose(choice, withStatistics(snapshots.at(1), 0, 1));

    SurfacePlane wider = choose(choice, withStatistics(snapshots.at(2), 0, 3));
    SurfacePlane moved = choose(choice, withStatistics(snapshots.at(3), 20, 3));
    SurfacePlane narrower = choose(choice, withStatistics(snapshots.at(4), 20, 0.5));

    assertThat(wider.uMaximum()).isEqualTo(8);
    assertThat(moved.uMinimum()).isLessThan(20 - 6.6f);
    assertThat(moved.uMaximum()).isGreaterThan(20 + 6.6f);
    assertThat(narrower.uMaximum() - narrower.uMinimum()).isEqualTo(3);
  }

  @Test
  void shouldLayASingleInputAlongU() {
    Snapshots snapshots = Snapshots.of("line", "line-1", 1);

    SurfacePlane plane = choose(new PlaneChoice(Optional.empty()), snapshots.at(100));

    assertThat(plane.name()).isEqualTo("x");
    assertThat(plane.u()).containsExactly(1);
    assertThat(plane.v()).containsExactly(0);
    assertThat(plane.uMinimum()).isNegative();
    assertThat(plane.uMaximum()).isPositive();
  }

  @Test
  void shouldLayTheFirstTwoComponentsOfManyInputs() {
    Snapshots snapshots = Snapshots.of("many", "many-1", 6);
    PlaneChoice choice = new PlaneChoice(Optional.empty());

    SurfacePlane plane = choose(choice, withSpread(snapshots.at(20), 3, 1));

    assertThat(Math.abs(plane.u()[3])).isGreaterThan(5 * largestBut(plane.u(), 3));
    assertThat(Math.abs(plane.v()[1])).isGreaterThan(3 * largestBut(plane.v(), 1));
  }

  @Test
  void shouldSeldomChangeComponentsAndNeverTurnThemRound() {
    Snapshots snapshots = Snapshots.of("many", "many-1", 6);
    PlaneChoice choice = new PlaneChoice(Optional.empty());
    Set<SurfacePlane> planes = new HashSet<>();
    SurfacePlane before = choose(choice, withSpread(snapshots.at(1), 3, 1));

    for (int step = 2; step < 2_000; step++) {
      SurfacePlane plane = choose(choice, withSpread(snapshots.at(step), 3, 1));
      assertThat(PlaneTurn.product(plane.u(), before.u(), null)).isPositive();
      assertThat(PlaneTurn.product(plane.v(), before.v(), null)).isPositive();
      planes.add(plane);
      before = plane;
    }

    assertThat(planes).hasSizeLessThan(6);
  }

  @Test
  void shouldFollowExamplesThatSpreadElsewhere() {
    Snapshots snapshots = Snapshots.of("many", "many-1", 6);
    PlaneChoice choice = new PlaneChoice(Optional.empty());
    choose(choice, withSpread(snapshots.at(1), 3, 1));
    for (int step = 2; step < 40; step++) {
      choose(choice, withSpread(snapshots.at(step), 3, 1));
    }

    SurfacePlane plane = choose(choice, withSpread(snapshots.at(41), 0, 5));
    for (int step = 42; step < 200; step++) {
      plane = choose(choice, withSpread(snapshots.at(step), 0, 5));
    }

    assertThat(Math.abs(plane.u()[0]) + Math.abs(plane.v()[0])).isGreaterThan(0.9f);
  }

  @Test
  void shouldGoOnWithThePlaneOfTheLastEntry() {
    Snapshots snapshots = Snapshots.of("many", "many-1", 6);
    PlaneChoice choice = new PlaneChoice(Optional.empty());
    SurfacePlane plane = choose(choice, withSpread(snapshots.at(500), 3, 1));

    PlaneChoice restarted = new PlaneChoice(Optional.of(plane));

    assertThat(choose(restarted, withSpread(snapshots.at(501), 3, 1))).isEqualTo(plane);
  }

  @Test
  void shouldTurnAxesTowardsThoseOfBefore() {
    SurfacePlane before = plane(new float[] {1, 0, 0}, new float[] {0, 1, 0});
    SurfacePlane turned =
        PlaneTurn.towards(
            before, plane(new float[] {0.1f, -1, 0}, new float[] {-1, 0.1f, 0}), null);

    assertThat(turned.u()).containsExactly(new float[] {1, -0.1f, 0}, within(1e-6f));
    assertThat(turned.v()).containsExactly(new float[] {-0.1f, 1, 0}, within(1e-6f));
    assertThat(turned.uName()).isEqualTo("v");
  }

  private static SurfacePlane plane(float[] u, float[] v) {
    return new SurfacePlane("plane", new float[3], u, v, -1, 1, -1, 1, "u", "v");
  }

  private static SurfacePlane choose(PlaneChoice choice, ParameterSnapshot snapshot) {
    return choice.choose(SnapshotSpec.of(snapshot, null), snapshot);
  }

  private static float largestBut(float[] direction, int left) {
    float largest = 0;
    for (int k = 0; k < direction.length; k++) {
      if (k != left) {
        largest = Math.max(largest, Math.abs(direction[k]));
      }
    }
    return largest;
  }

  private static ParameterSnapshot withStatistics(
      ParameterSnapshot snapshot, double mean, double deviation) {
    double[] means = new double[2];
    double[] m2 = new double[2];
    Arrays.fill(means, mean);
    Arrays.fill(m2, deviation * deviation * 100);
    return with(snapshot, new InputStatistics(100, means, m2), snapshot.recentExamples());
  }

  /// Examples that spread widely along one input and less along another.
  private static ParameterSnapshot withSpread(ParameterSnapshot snapshot, int most, int second) {
    Random random = new Random(SEED + snapshot.step());
    float[] features = new float[64 * 6];
    for (int i = 0; i < features.length; i++) {
      double scale = i % 6 == most ? 6 : i % 6 == second ? 3 : 0.3;
      features[i] = (float) (scale * random.nextGaussian());
    }
    double[] m2 = new double[6];
    Arrays.fill(m2, 100);
    return with(
        snapshot,
        new InputStatistics(100, new double[6], m2),
        new RecentExamples(Floats.of(features), Ints.of(new int[64])));
  }

  private static ParameterSnapshot with(
      ParameterSnapshot snapshot, InputStatistics statistics, RecentExamples examples) {
    return new ParameterSnapshot(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        snapshot.spec(),
        snapshot.parameters(),
        statistics,
        examples,
        snapshot.examplesSeen(),
        snapshot.inputPartition(),
        snapshot.inputOffset(),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.time(),
        snapshot.state());
  }
}
