package dev.carve.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SyntheticSourceTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldGiveTheSameStreamAgain(String name) {
    assertThat(take(source(name, new Drift.None()), 100))
        .isEqualTo(take(source(name, new Drift.None()), 100))
        .isNotEqualTo(
            take(new SyntheticSource(SyntheticShape.named(name), new Drift.None(), 0.1, 8), 100));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldGoOnAnywhereAsIfItHadNeverStopped(String name) {
    List<Example> whole = take(source(name, new Drift.Rotation(1000, 20)), 100);
    SyntheticSource resumed = source(name, new Drift.Rotation(1000, 20));
    resumed.seek(60);
    assertThat(take(resumed, 40)).isEqualTo(whole.subList(60, 100));
    assertThat(resumed.position()).isEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldGiveEveryClassItsShareWithinAUnitOrSo(String name) {
    SyntheticShape shape = SyntheticShape.named(name);
    Map<String, Integer> counts = new HashMap<>();
    for (Example example :
        take(new SyntheticSource(shape, new Drift.None(), shape.usualNoise(), SEED), 10_000)) {
      counts.merge(labelOf(example), 1, Integer::sum);
      assertThat(Math.hypot(example.features().get(0), example.features().get(1))).isLessThan(2.5);
    }
    assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(shape.classes());
    double share = 10_000.0 / shape.classes().size();
    assertThat(counts.values())
        .allSatisfy(count -> assertThat((double) count).isCloseTo(share, within(0.06 * share)));
  }

  @Test
  void shouldWindEachSpiralOneAndAHalfTimes() {
    for (Example example :
        take(
            new SyntheticSource(SyntheticShape.named("two-spirals"), new Drift.None(), 0, SEED),
            1_000)) {
      double x = example.features().get(0);
      double y = example.features().get(1);
      double radius = Math.hypot(x, y);
      double turned = labelOf(example).equals("blue") ? 0 : Math.PI;
      double angle = 2 * Math.PI * 1.5 * radius + turned;
      assertThat(x).isCloseTo(radius * Math.cos(angle), within(1e-5));
      assertThat(y).isCloseTo(radius * Math.sin(angle), within(1e-5));
    }
  }

  @Test
  void shouldTellTheClassesOfXorByTheSignsOfTheInputs() {
    for (Example example :
        take(new SyntheticSource(new SyntheticShape.Xor(), new Drift.None(), 0, SEED), 1_000)) {
      double product = example.features().get(0) * example.features().get(1);
      assertThat(labelOf(example)).isEqualTo(product >= 0 ? "blue" : "orange");
    }
  }

  @Test
  void shouldTurnSlowlyAndWithoutAJump() {
    Drift rotation = new Drift.Rotation(10, 1_000);
    List<Example> still = take(source("moons", new Drift.None()), 60_000);
    List<Example> turning = take(source("moons", rotation), 60_000);
    assertThat(turning.subList(0, 1_001)).isEqualTo(still.subList(0, 1_001));
    double previous = 0;
    for (int position = 1_001; position < 60_000; position += 100) {
      double[] point = {1, 0};
      rotation.move(position, point);
      double angle = Math.atan2(point[1], point[0]);
      double step = Math.IEEEremainder(angle - previous, 2 * Math.PI);
      assertThat(step).isBetween(0.0, 2 * Math.PI * 10 * 101 / 1e6);
      previous = angle;
    }
  }

  @Test
  void shouldTurnByTheSpeedThatWasAsked() {
    double[] point = {1, 0};
    new Drift.Rotation(2, 100).move(100 + 125_000, point);
    assertThat(point[0]).isCloseTo(0, within(1e-12));
    assertThat(point[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldSwapClassesFromOneExampleToTheNext() {
    List<Example> still = take(source("gaussians", new Drift.None()), 200);
    List<Example> swapped = take(source("gaussians", new Drift.ClassSwap(100)), 200);
    assertThat(swapped.subList(0, 100)).isEqualTo(still.subList(0, 100));
    List<String> classes = SyntheticShape.named("gaussians").classes();
    for (int position = 100; position < 200; position++) {
      assertThat(swapped.get(position).features()).isEqualTo(still.get(position).features());
      int before = classes.indexOf(labelOf(still.get(position)));
      assertThat(classes.indexOf(labelOf(swapped.get(position)))).isEqualTo((before + 1) % 3);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldChangeSuddenly(String name) {
    List<Example> still = take(source(name, new Drift.None()), 300);
    List<Example> changed = take(source(name, new Drift.Sudden(100)), 300);
    assertThat(changed.subList(0, 100)).isEqualTo(still.subList(0, 100));
    assertThat(changed.subList(100, 300)).doesNotContainAnyElementsOf(still.subList(100, 300));
  }

  @Test
  void shouldLabelAsTheModelDoes() {
    SyntheticSource source = source("xor", new Drift.None());
    List<Example> named = take(source, 50);
    source.seek(0);
    source.labelFor(List.of("orange", "green", "blue"));
    assertThat(take(source, 50)).isEqualTo(named);
    source.seek(0);
    source.labelFor(List.of("no", "yes"));
    for (int position = 0; position < 50; position++) {
      int index = SyntheticShape.named("xor").classes().indexOf(labelOf(named.get(position)));
      assertThat(source.next().orElseThrow().label()).isEqualTo(new Label.Index(index));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source("gaussians", new Drift.None()).labelFor(List.of("no", "yes")))
        .withMessage("the model must have the stream's 3 classes: classes=[no, yes]");
  }

  @Test
  void shouldRejectWhatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticShape.named("spiral"))
        .withMessageStartingWith("stream must be one of two-spirals, circles")
        .withMessageEndingWith("stream=spiral");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SyntheticSource(new SyntheticShape.Moons(), new Drift.None(), -1, SEED))
        .withMessage("noise must be 0 or more: noise=-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticShape.TwoSpirals(0))
        .withMessage("turns must be in 0..10: turns=0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Drift.Rotation(Double.NaN, 0))
        .withMessageEndingWith("turnsPerMillion=NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Drift.Sudden(-1))
        .withMessage("drift must begin at 0 examples or later: at=-1");
  }

  static List<String> shapes() {
    return SyntheticShape.NAMES;
  }

  private static SyntheticSource source(String name, Drift drift) {
    return new SyntheticSource(SyntheticShape.named(name), drift, 0.1, SEED);
  }

  private static List<Example> take(ExampleSource source, int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      examples.add(source.next().orElseThrow());
    }
    return examples;
  }

  private static String labelOf(Example example) {
    return ((Label.Name) example.findLabel().orElseThrow()).name();
  }
}
