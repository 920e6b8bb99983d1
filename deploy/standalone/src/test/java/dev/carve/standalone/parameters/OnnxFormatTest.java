package dev.carve.standalone.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.core.event.Floats;
import dev.carve.core.network.Activation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.OnnxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What onnxruntime makes of exported models, beside Carve's own forward pass.
final class OnnxFormatTest {
  private static final double TOLERANCE = 1e-5;
  private static final int EXAMPLES = 100;

  static Stream<Arguments> networks() {
    return Stream.of(Activation.values())
        .flatMap(activation ->
            IntStream.of(0, 1, 2, 5, 10).mapToObj(depth -> Arguments.of(activation, depth)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldGiveTheSameProbabilities(Activation activation, int depth)
      throws IOException, OrtException {
    RandomModels random = RandomModels.plain(100 + depth, 7);
    List<LayerSpec> layers = Collections.nCopies(depth, new LayerSpec(13, activation));
    assertThatProbabilitiesAgree(random.model(layers, 3, false), random.features(EXAMPLES));
    assertThatProbabilitiesAgree(random.model(layers, 2, true), random.features(1));
  }

  @Test
  void shouldGiveTheSameProbabilitiesOfAThousandClasses() throws IOException, OrtException {
    RandomModels random = RandomModels.plain(7, 784);
    List<LayerSpec> layers =
        List.of(new LayerSpec(128, Activation.RELU), new LayerSpec(1, Activation.LINEAR));
    assertThatProbabilitiesAgree(random.model(layers, 1_000, true), random.features(EXAMPLES));
    assertThatProbabilitiesAgree(
        random.model(layers.subList(0, 1), 1_000, false), random.features(EXAMPLES));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void shouldStandardizeInputsOfEverySize(Activation activation) throws IOException, OrtException {
    double[] means = {0, 1e6, -1e6, 3e7, 1e-6, -1e30, 2_000, 12.5, 1e9};
    double[] spreads = {1, 1, 10, 8, 1e-9, 1e28, 0.001, 0, 300};
    RandomModels random = new RandomModels(11, means, spreads);
    List<LayerSpec> layers = List.of(new LayerSpec(16, activation), new LayerSpec(8, activation));
    assertThatProbabilitiesAgree(random.model(layers, 4, true), random.features(EXAMPLES));
  }

  @Test
  void shouldDescribeItself() throws IOException, OrtException {
    ModelSpec spec =
        ModelSpec.parse(
            """
            name: flowers
            inputs: [petal length, petal width]
            layers: []
            classes: ["iris, blue", "rose"]
            standardize: false
            """);
    TrainedModel model =
        new TrainedModel(spec, "flowers-1", 42, Floats.of(new float[6]), Optional.empty());
    try (OnnxModel exported = new OnnxModel(bytes(model))) {
      OrtSession session = exported.session();
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertThat(metadata)
          .containsEntry("model", "flowers")
          .containsEntry("run", "flowers-1")
          .containsEntry("step", "42");
      assertThat(new ObjectMapper().readValue(metadata.get("classes"), String[].class))
          .containsExactly("iris, blue", "rose");
      assertThat(new ObjectMapper().readValue(metadata.get("inputs"), String[].class))
          .containsExactly("petal length", "petal width");
      assertThat(ModelSpec.parse(metadata.getOrDefault("spec", ""))).isEqualTo(spec);
      assertThat(session.getMetadata().getProducerName()).isEqualTo("Carve");
      assertThat(session.getMetadata().getGraphName()).isEqualTo("flowers");
      assertThat(shape(session.getInputInfo(), "features")).containsExactly(-1, 2);
      assertThat(shape(session.getOutputInfo(), "probabilities")).containsExactly(-1, 2);
    }
  }

  private static long[] shape(Map<String, NodeInfo> values, String name) {
    assertThat(values).containsOnlyKeys(name);
    return ((TensorInfo) values.values().iterator().next().getInfo()).getShape();
  }

  private static void assertThatProbabilitiesAgree(TrainedModel model, float[] features)
      throws IOException, OrtException {
    int n = features.length / model.network().inputs();
    float[] expected = forward(model, features, n);
    float[] actual = evaluate(model, features, n);
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.isFinite(expected[i])).isTrue();
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst).isLessThan(TOLERANCE);
    if (n > 1) {
      assertThatItDependsOnTheFeatures(expected, model.network().classes());
    }
  }

  /// All runtimes agree where the features make no difference.
  private static void assertThatItDependsOnTheFeatures(float[] probabilities, int classes) {
    double widest = 0;
    for (int c = 0; c < classes; c++) {
      double least = 1;
      double most = 0;
      for (int i = c; i < probabilities.length; i += classes) {
        least = Math.min(least, probabilities[i]);
        most = Math.max(most, probabilities[i]);
      }
      widest = Math.max(widest, most - least);
    }
    assertThat(widest).isGreaterThan(100 * TOLERANCE);
  }

  private static float[] forward(TrainedModel model, float[] features, int n) {
    float[] standardized = features.clone();
    model.standardizer().ifPresent(standardizer -> standardizer.apply(features, n, standardized));
    ForwardPass forward = new ForwardPass(model.network(), n);
    forward.apply(model.parameters().array(), standardized, n);
    return forward.probabilities();
  }

  private static float[] evaluate(TrainedModel model, float[] features, int n)
      throws IOException, OrtException {
    try (OnnxModel exported = new OnnxModel(bytes(model))) {
      return exported.probabilities(features, n);
    }
  }

  private static byte[] bytes(TrainedModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OnnxFormat().write(model, out);
    return out.toByteArray();
  }
}
