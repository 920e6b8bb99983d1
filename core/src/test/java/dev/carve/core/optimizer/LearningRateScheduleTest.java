package dev.carve.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.optimizer.LearningRateSchedule.Constant;
import dev.carve.core.optimizer.LearningRateSchedule.Cosine;
import dev.carve.core.optimizer.LearningRateSchedule.Exponential;
import dev.carve.core.optimizer.LearningRateSchedule.InverseTime;
import dev.carve.core.optimizer.LearningRateSchedule.Step;
import dev.carve.core.optimizer.LearningRateSchedule.WarmUp;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateScheduleTest {
  @Test
  void shouldStayConstant() {
    assertThat(new Constant(0.1).at(0)).isEqualTo(0.1);
    assertThat(new Constant(0.1).at(Long.MAX_VALUE)).isEqualTo(0.1);
  }

  @Test
  void shouldFallInSteps() {
    Step schedule = new Step(0.8, 10, 0.5);
    assertThat(schedule.at(9)).isEqualTo(0.8);
    assertThat(schedule.at(10)).isEqualTo(0.4);
    assertThat(schedule.at(35)).isEqualTo(0.1);
  }

  @Test
  void shouldHalveAfterEveryHalfLife() {
    Exponential schedule = new Exponential(0.8, 100);
    assertThat(schedule.at(100)).isEqualTo(0.4);
    assertThat(schedule.at(300)).isEqualTo(0.1);
    assertThat(schedule.at(50)).isCloseTo(0.8 / Math.sqrt(2), within(1e-15));
  }

  @Test
  void shouldFallAlongACosineToItsMinimum() {
    Cosine schedule = new Cosine(1, 1000, 0.2);
    assertThat(schedule.at(0)).isEqualTo(1);
    assertThat(schedule.at(500)).isCloseTo(0.6, within(1e-15));
    assertThat(schedule.at(1000)).isEqualTo(0.2);
    assertThat(schedule.at(5000)).isEqualTo(0.2);
  }

  @Test
  void shouldFallAsTheInverseOfTime() {
    InverseTime schedule = new InverseTime(0.6, 50);
    assertThat(schedule.at(50)).isCloseTo(0.3, within(1e-15));
    assertThat(schedule.at(100)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void shouldRiseLinearlyWhileItWarmsUp() {
    WarmUp schedule = new WarmUp(4, new Step(1, 10, 0.5));
    assertThat(schedule.at(0)).isEqualTo(0.25);
    assertThat(schedule.at(3)).isEqualTo(1);
    assertThat(schedule.at(4)).isEqualTo(1);
    assertThat(schedule.at(13)).isEqualTo(1);
    assertThat(schedule.at(14)).isEqualTo(0.5);
  }

  static Stream<LearningRateSchedule> schedules() {
    return Stream.of(
        new Constant(0.1),
        new Step(0.1, 10, 0.5),
        new Exponential(0.1, 10),
        new Cosine(0.1, 10, 0),
        new InverseTime(0.1, 10),
        new WarmUp(10, new Exponential(0.1, 10)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void shouldKeepItsShapeFromAnotherInitialRate(LearningRateSchedule schedule) {
    LearningRateSchedule doubled = schedule.withInitial(0.2);
    assertThat(doubled.initial()).isEqualTo(0.2);
    assertThat(doubled.specName()).isEqualTo(schedule.specName());
    for (long step = 0; step < 25; step++) {
      assertThat(doubled.at(step)).isCloseTo(2 * schedule.at(step), within(1e-16));
    }
  }

  @Test
  void shouldRejectSettingsOutsideTheirRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Constant(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Constant(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Step(1, 0, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Step(1, 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WarmUp(1, new WarmUp(1, new Constant(1))));
  }
}
