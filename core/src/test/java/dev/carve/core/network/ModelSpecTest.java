package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.network.InvalidModelSpecException.Mistake;
import dev.carve.core.optimizer.Adagrad;
import dev.carve.core.optimizer.Adam;
import dev.carve.core.optimizer.AdamW;
import dev.carve.core.optimizer.LearningRateSchedule;
import dev.carve.core.optimizer.LearningRateSchedule.Constant;
import dev.carve.core.optimizer.LearningRateSchedule.Cosine;
import dev.carve.core.optimizer.LearningRateSchedule.Exponential;
import dev.carve.core.optimizer.LearningRateSchedule.InverseTime;
import dev.carve.core.optimizer.LearningRateSchedule.Step;
import dev.carve.core.optimizer.LearningRateSchedule.WarmUp;
import dev.carve.core.optimizer.Optimizer;
import dev.carve.core.optimizer.RmsProp;
import dev.carve.core.optimizer.Sgd;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
  private static final String MINIMAL =
      """
      name: spirals
      inputs: 2
      layers:
        - {units: 8, activation: tanh}
        - {units: 8, activation: tanh}
      classes: [orange, blue]
      """;

  private static final String EVERYTHING =
      """
      name: spirals
      inputs: 2                      # or a list of names
      layers:
        - {units: 8, activation: tanh}
        - {units: 8, activation: tanh}
      classes: [orange, blue]
      optimizer: {type: sgd, learning-rate: 0.1, momentum: 0.0, nesterov: false, weight-decay: 0.0}
      learning-rate-schedule: {type: constant}
      gradient-clip-norm: null
      batch-size: 32
      standardize: true
      seed: 42
      """;

  private static List<Mistake> mistakes(String yaml) {
    InvalidModelSpecException exception =
        catchThrowableOfType(InvalidModelSpecException.class, () -> ModelSpec.parse(yaml));
    assertThat(exception).as("a spec that must be rejected: %s", yaml).isNotNull();
    return exception.mistakes();
  }

  private static Mistake mistake(String yaml) {
    assertThat(mistakes(yaml)).hasSize(1);
    return mistakes(yaml).getFirst();
  }

  private static ModelSpec withSettings(String settings) {
    return ModelSpec.parse(MINIMAL + settings);
  }

  @Test
  void shouldReadEverything() {
    ModelSpec spec = ModelSpec.parse(EVERYTHING);
    LayerSpec layer = new LayerSpec(8, Activation.TANH);
    assertThat(spec)
        .isEqualTo(
            new ModelSpec(
                "spirals",
                List.of("x", "y"),
                List.of(layer, layer),
                List.of("orange", "blue"),
                new Sgd(0, false, 0),
                new Constant(0.1),
                OptionalDouble.empty(),
                32,
                true,
                42));
  }

  @Test
  void shouldTakeTheDocumentedDefaults() {
    assertThat(ModelSpec.parse(MINIMAL)).isEqualTo(ModelSpec.parse(EVERYTHING));
  }

  @Test
  void shouldTakeDefaultsOfAnEmptyOptimizer() {
    assertThat(withSettings("optimizer: {}\nlearning-rate-schedule: {}\n"))
        .isEqualTo(ModelSpec.parse(EVERYTHING));
  }

  @Test
  void shouldLayOutTheNetwork() {
    Network network = ModelSpec.parse(EVERYTHING).network();
    assertThat(network.inputs()).isEqualTo(2);
    assertThat(network.classes()).isEqualTo(2);
    assertThat(network.parameterCount()).isEqualTo(24 + 72 + 18);
  }

  @Test
  void shouldNameInputsThatHaveNoName() {
    assertThat(ModelSpec.defaultInputNames(1)).containsExactly("x");
    assertThat(ModelSpec.defaultInputNames(2)).containsExactly("x", "y");
    assertThat(ModelSpec.defaultInputNames(3)).containsExactly("x1", "x2", "x3");
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.9, true, 1e-4),
        new RmsProp(0.9, 1e-7, 0.5, 0.1),
        new Adagrad(0.1, 1e-9, 0.01),
        new Adam(0.8, 0.99, 1e-6, 0.3),
        new AdamW(0.8, 0.99, 1e-6, 0.3));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldReadBackEveryOptimizer(Optimizer optimizer) {
    assertRoundTrip(optimizer, new Constant(0.0123), OptionalDouble.of(2.5));
  }

  static Stream<LearningRateSchedule> schedules() {
    return Stream.of(
        new Constant(0.3),
        new Step(0.3, 500, 0.25),
        new Exponential(0.3, 1234.5),
        new Cosine(0.3, 20_000, 1e-5),
        new InverseTime(0.3, 77),
        new WarmUp(100, new Constant(0.3)),
        new WarmUp(7, new Cosine(0.3, 20_000, 1e-5)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void shouldReadBackEverySchedule(LearningRateSchedule schedule) {
    assertRoundTrip(new Sgd(), schedule, OptionalDouble.empty());
  }

  private static void assertRoundTrip(
      Optimizer optimizer, LearningRateSchedule schedule, OptionalDouble clip) {
    ModelSpec spec =
        new ModelSpec(
            "a-1.b_C",
            List.of("price per kg", "y", "no", "3", "\"quoted\" \\ and\ttab", "größe: 'x' # y"),
            List.of(new LayerSpec(1, Activation.LEAKY_RELU), new LayerSpec(4096, Activation.ELU)),
            List.of("0", "1", "null", "true", "1e5", "- a", "Ωmega", "🙂"),
            optimizer,
            schedule,
            clip,
            1,
            false,
            Long.MIN_VALUE);
    assertThat(ModelSpec.parse(spec.toYaml())).isEqualTo(spec);
    assertThat(ModelSpec.parse(spec.toYaml()).toYaml()).isEqualTo(spec.toYaml());
  }

  @Test
  void shouldWriteTheCanonicalForm() {
    assertThat(ModelSpec.parse(MINIMAL).toYaml())
        .isEqualTo(
            """
            name: spirals
            inputs: 2
            layers:
              - {units: 8, activation: tanh}
              - {units: 8, activation: tanh}
            classes: [orange, blue]
            optimizer: {type: sgd, learning-rate: 0.1, momentum: 0.0, nesterov: false, weight-decay: 0.0}
            learning-rate-schedule: {type: constant}
            gradient-clip-norm: null
            batch-size: 32
            standardize: true
            seed: 42
            """);
  }

  @Test
  void shouldWriteAModelWithoutHiddenLayers() {
    ModelSpec spec = ModelSpec.parse("{name: linear, inputs: 3, layers: [], classes: [a, b]}");
    assertThat(spec.toYaml()).contains("layers: []\n");
    assertThat(ModelSpec.parse(spec.toYaml())).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({"rmsprop, 0.01", "adagrad, 0.01", "adam, 0.001", "adamw, 0.001", "sgd, 0.1"})
  void shouldTakeTheLearningRateOfTheOptimizer(String type, double rate) {
    assertThat(withSettings("optimizer: {type: %s}".formatted(type)).learningRateSchedule())
        .isEqualTo(new Constant(rate));
  }

  @Test
  void shouldTakePyTorchsDefaults() {
    assertThat(withSettings("optimizer: {type: rmsprop}").optimizer())
        .isEqualTo(new RmsProp(0.99, 1e-8, 0, 0));
    assertThat(withSettings("optimizer: {type: adagrad}").optimizer())
        .isEqualTo(new Adagrad(0, 1e-10, 0));
    assertThat(withSettings("optimizer: {type: adam}").optimizer())
        .isEqualTo(new Adam(0.9, 0.999, 1e-8, 0));
    assertThat(withSettings("optimizer: {type: adamw}").optimizer())
        .isEqualTo(new AdamW(0.9, 0.999, 1e-8, 0.01));
  }

  @Test
  void shouldNameEveryMistakeWithItsLine() {
    String yaml =
        """
        name: two words
        inputs: [x, y, x]
        layers:
          - {units: eight, activation: tahn}
          - {unit: 8}
        classes: [only]
        optimizer:
          type: sgd
          learning-rate: -1
          momentum: 1.5
        learning-rate-schedule: {type: cosin}
        gradient-clip-norm: 0
        batch-size: 0
        standardise: true
        seed: 1.5
        """;
    assertThat(mistakes(yaml))
        .extracting(Mistake::line, Mistake::text)
        .containsExactly(
            tuple(
                1,
                "name must be 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or"
                    + " digit, but is 'two words'"),
            tuple(2, "inputs[2] must differ from the others, but 'x' is there already, on line 2"),
            tuple(4, "layers[0].units must be a whole number from 1 to 4096, but is 'eight'"),
            tuple(
                4,
                "layers[0].activation is unknown: 'tahn', did you mean tanh? allowed: tanh, relu,"
                    + " leaky-relu, sigmoid, elu, linear"),
            tuple(5, "unknown key layers[1].unit, did you mean units? allowed: units, activation"),
            tuple(5, "layers[1].units is missing: a whole number from 1 to 4096"),
            tuple(6, "classes must be a list of 2 to 10000 names, but is a list of 1"),
            tuple(9, "optimizer.learning-rate must be a number above 0, but is '-1'"),
            tuple(10, "optimizer.momentum must be a number from 0 to below 1, but is '1.5'"),
            tuple(
                11,
                "learning-rate-schedule.type is unknown: 'cosin', did you mean cosine? allowed:"
                    + " constant, step, exponential, cosine, inverse-time"),
            tuple(12, "gradient-clip-norm must be a number above 0, but is '0'"),
            tuple(13, "batch-size must be a whole number from 1 to 65536, but is '0'"),
            tuple(
                14,
                "unknown key standardise, did you mean standardize? allowed: name, inputs, layers,"
                    + " classes, optimizer, learning-rate-schedule, gradient-clip-norm,"
                    + " batch-size, standardize, seed"),
            tuple(15, "seed must be a whole number of 64 bits, but is '1.5'"));
  }

  @Test
  void shouldPutAllMistakesIntoTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("name: a\ninputs: 0\nlayers: []\nclasses: 3\n"))
        .withMessage(
            "2 mistakes: line 2: inputs must be a whole number from 1 to 65535, but is '0';"
                + " line 4: classes must be a list of 2 to 10000 names, but is '3'");
  }

  @Test
  void shouldNameWhatIsMissing() {
    assertThat(mistakes("seed: 1"))
        .extracting(Mistake::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("name is missing: "),
            text -> assertThat(text).startsWith("inputs is missing: a number, or a list of 1 to"),
            text -> assertThat(text).startsWith("layers is missing: a list of at most 16 of"),
            text -> assertThat(text).startsWith("classes is missing: a list of 2 to 10000 names"));
  }

  @Test
  void shouldNameAKeyThatIsGivenTwice() {
    assertThat(mistake(MINIMAL + "seed: 1\nbatch-size: 4\nseed: 2\n"))
        .isEqualTo(new Mistake(9, "seed is given twice, first on line 7"));
  }

  @Test
  void shouldKeepTheMessageShortWhateverTheKey() {
    String yaml = MINIMAL + "? \"%s\"\n: 1\n".formatted("k".repeat(100_000));
    assertThat(mistake(yaml).text()).startsWith("unknown key kkkk").hasSizeLessThan(250);
  }

  @Test
  void shouldNameSettingsOfAnotherOptimizer() {
    assertThat(mistake(MINIMAL + "optimizer:\n  type: adam\n  momentum: 0.9\n"))
        .isEqualTo(
            new Mistake(
                9,
                "unknown key optimizer.momentum, allowed: type, learning-rate, beta1, beta2,"
                    + " epsilon, weight-decay"));
  }

  @Test
  void shouldAskForMomentumWithNesterov() {
    assertThat(mistake(MINIMAL + "optimizer:\n  nesterov: true\n"))
        .isEqualTo(new Mistake(8, "optimizer.nesterov must come with a momentum above 0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch-size: yes",
        "batch-size: 1e3",
        "batch-size: 99999999999999999999",
        "batch-size: [1]",
        "batch-size:",
        "standardize: maybe",
        "standardize: 1",
        "gradient-clip-norm: .inf",
        "gradient-clip-norm: .nan",
        "gradient-clip-norm: 1e999",
        "optimizer: adam",
        "optimizer: [sgd]",
        "optimizer: {type: [sgd]}",
        "optimizer: {type: momentum}",
        "optimizer: {learning-rate: 0}",
        "optimizer: {type: adam, beta1: 1}",
        "optimizer: {type: rmsprop, epsilon: 0}",
        "learning-rate-schedule: {type: step, every: 0}",
        "learning-rate-schedule: {type: step, factor: 1.01}",
        "learning-rate-schedule: {type: exponential, half-life: 0}",
        "learning-rate-schedule: {warm-up: -1}",
        "? [a]\n: b",
        "seed: 9223372036854775808"
      })
  void shouldRejectSettingsOutsideTheirRange(String settings) {
    assertThat(mistake(MINIMAL + settings + "\n").line()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing but a comment",
        "just words",
        "- a\n- b",
        "name: [unclosed",
        "name: a\n\tinputs: 2",
        "a: 1\n---\nb: 2",
        "name: *unknown",
        "\u0000"
      })
  void shouldRejectWhatIsNoMapping(String yaml) {
    assertThat(mistakes(yaml)).isNotEmpty();
  }

  @Test
  void shouldSurviveANodeThatContainsItself() {
    assertThat(mistakes("name: a\ninputs: &i [*i, x]\nlayers: []\nclasses: [a, b]\n"))
        .extracting(Mistake::line)
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "- ", "{a: ", "? "})
  void shouldRefuseWhatIsNestedBeyondAnyStack(String opening) {
    assertThat(mistake("\n" + opening.repeat(200_000)))
        .isEqualTo(new Mistake(2, "lists and mappings are more than 16 deep"));
  }

  @Test
  void shouldGiveTheLineOfYamlThatCannotBeRead() {
    assertThat(mistake("name: a\ninputs: 2\nlayers: [\nclasses: [a, b]\n").line()).isGreaterThan(2);
  }

  @Test
  void shouldBoundWhatItReads() {
    assertThat(mistake("{name: a, inputs: 1, classes: [a, b], layers: " + layers(17) + "}").text())
        .startsWith("layers must be a list of at most 16 of");
    assertThat(mistake("{name: a, inputs: 1, layers: [], classes: " + names(10_001) + "}").text())
        .isEqualTo("classes must be a list of 2 to 10000 names, but is a list of 10001");
    assertThat(mistake("{name: a, inputs: [], layers: [], classes: [a, b]}").text())
        .isEqualTo("inputs must be a number, or a list of 1 to 65535 names, but is a list of 0");
    assertThat(mistake("{name: a, inputs: [~, b], layers: [], classes: [a, b]}").text())
        .isEqualTo("inputs[0] must be a name of 1 to 100 characters, but is empty");
    assertThat(ModelSpec.parse("{name: a, inputs: 1, classes: [a, b], layers: " + layers(16) + "}"))
        .isNotNull();
  }

  private static String layers(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "{units: 1}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void shouldRoundTripThousandsOfNames() {
    ModelSpec spec =
        ModelSpec.parse("{name: a, inputs: 784, layers: [], classes: " + names(10_000) + "}");
    assertThat(ModelSpec.parse(spec.toYaml())).isEqualTo(spec);
  }

  @Test
  void shouldCheckWhatIsMadeWithoutYaml() {
    ModelSpec spec = ModelSpec.parse(MINIMAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelSpec(
                spec.name(),
                spec.inputs(),
                spec.layers(),
                List.of("same", "same"),
                spec.optimizer(),
                spec.learningRateSchedule(),
                spec.gradientClipNorm(),
                spec.batchSize(),
                spec.standardize(),
                spec.seed()))
        .withMessageStartingWith("classes must have distinct names");
  }
}
