package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.network.ModelSpec;
import dev.carve.core.optimizer.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecChangesTest {
  private static final ModelSpec SPEC =
      ModelSpec.parse(
          """
          name: spirals
          inputs: [x, "2"]
          layers:
            - {units: 4, activation: tanh}
          classes: ["1", blue]
          optimizer: {type: sgd, learning-rate: 0.1, momentum: 0.9}
          """);

  @Test
  void shouldChangeTheNameAlone() {
    ModelSpec changed = SpecChanges.apply(SPEC, "again", List.of());

    assertThat(changed.toYaml()).isEqualTo(SPEC.toYaml().replace("spirals", "again"));
  }

  @Test
  void shouldSetAnyKey() {
    ModelSpec changed =
        SpecChanges.apply(
            SPEC,
            "again",
            List.of(
                "optimizer.learning-rate=0.01",
                "gradient-clip-norm=2.5",
                "learning-rate-schedule.type=step",
                "learning-rate-schedule.every=77",
                "seed=-3",
                "standardize=false"));

    assertThat(changed.toYaml())
        .contains("learning-rate: 0.01", "momentum: 0.9", "every: 77", "seed: -3");
    assertThat(changed.gradientClipNorm()).hasValue(2.5);
    assertThat(changed.standardize()).isFalse();
    assertThat(changed.classes()).isEqualTo(SPEC.classes());
  }

  @Test
  void shouldBeginWithTheDefaultsOfAnotherOptimizer() {
    ModelSpec changed = SpecChanges.apply(SPEC, "again", List.of("optimizer.type=adam"));

    assertThat(changed.optimizer()).isEqualTo(new Adam());
    assertThat(changed.learningRateSchedule().initial()).isEqualTo(0.001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optimizer.lerning-rate=1    | did you mean learning-rate?
          optimiser.learning-rate=1   | optimiser has no keys below it, did you mean optimizer?
          batchsize=8                 | did you mean batch-size?
          optimizer.learning-rate=low | optimizer.learning-rate must be a number above 0, but is 'low'
          optimizer.learning-rate     | --set must be KEY=VALUE
          seed={                      | a value as in YAML: --set=seed={
          name=other                  | the name is given by --name
          layers.0.units=3            | layers has no keys below it
          """)
  void shouldSayWhatIsWrong(String change, String text) {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> SpecChanges.apply(SPEC, "again", List.of(change)))
        .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(2))
        .withMessageContaining(text);
  }
}
