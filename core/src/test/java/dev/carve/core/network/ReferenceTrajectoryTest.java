package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.optimizer.Adam;
import dev.carve.core.optimizer.AdamW;
import dev.carve.core.optimizer.GradientClipping;
import dev.carve.core.optimizer.Optimizer;
import dev.carve.core.optimizer.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Training must follow the trajectories that PyTorch took from the same start over the same
/// minibatches.
class ReferenceTrajectoryTest {
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @ValueSource(strings = {"sgd-tanh", "momentum-relu", "adam-sigmoid", "adamw-elu"})
  void shouldFollowPyTorch(String name) throws IOException {
    JsonNode reference = read(name);
    Network network = network(reference);
    Optimizer optimizer = optimizer(reference);
    float learningRate = (float) reference.get("optimizer-args").get("lr").asDouble();
    int capacity = reference.get("batch-size").asInt();
    ForwardPass pass = new ForwardPass(network, capacity);
    Backpropagation backpropagation = new Backpropagation(network, capacity);
    float[] parameters = parameters(network, reference.get("initial-parameters"));
    float[] gradient = new float[parameters.length];
    float[] state = new float[optimizer.slots() * parameters.length];
    JsonNode minibatches = reference.get("minibatches");
    double[] losses = new double[minibatches.size()];

    for (int step = 0; step < losses.length; step++) {
      float[] features = features(network, minibatches.get(step).get("features"));
      int[] labels = labels(minibatches.get(step).get("labels"));
      pass.apply(parameters, features, labels.length);
      losses[step] =
          SoftmaxCrossEntropy.meanLoss(
              pass.probabilities(), labels, labels.length, network.classes());
      backpropagation.apply(parameters, pass, labels, labels.length, gradient);
      clip(reference, gradient);
      optimizer.apply(step, learningRate, parameters, gradient, state);
    }

    double[] expectedLosses = doubles(reference.get("loss-before-step"));
    assertClose("loss", losses, expectedLosses);
    assertClose(
        "parameter",
        widened(parameters),
        widened(parameters(network, reference.get("final-parameters"))));
  }

  private static void assertClose(String what, double[] actual, double[] expected) {
    double squares = 0;
    for (double value : expected) {
      squares += value * value;
    }
    double allowed = TOLERANCE * Math.sqrt(squares / expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).as("%s %d", what, i).isLessThan(allowed);
    }
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream json =
        ReferenceTrajectoryTest.class.getResourceAsStream("/reference/" + name + ".json")) {
      return JsonMapper.builder().build().readTree(json);
    }
  }

  private static Network network(JsonNode reference) {
    double[] sizes = doubles(reference.get("layer-sizes"));
    Activation activation =
        Activation.ofSpecName(reference.get("activation").asText()).orElseThrow();
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length - 1; l++) {
      layers.add(new LayerSpec((int) sizes[l], activation));
    }
    return new Network((int) sizes[0], layers, (int) sizes[sizes.length - 1]);
  }

  private static Optimizer optimizer(JsonNode reference) {
    JsonNode arguments = reference.get("optimizer-args");
    return switch (reference.get("optimizer").asText()) {
      case "SGD" -> new Sgd(arguments.path("momentum").asDouble(0), false, 0);
      case "Adam" -> new Adam();
      case "AdamW" -> {
        AdamW standard = new AdamW();
        yield new AdamW(
            standard.beta1(),
            standard.beta2(),
            standard.epsilon(),
            arguments.get("weight_decay").asDouble());
      }
      default -> throw new IllegalArgumentException(reference.get("optimizer").asText());
    };
  }

  private static void clip(JsonNode reference, float[] gradient) {
    if (!reference.get("gradient-clip-norm").isNull()) {
      double norm = Kernels.preferred().norm(gradient);
      GradientClipping.clip(gradient, norm, reference.get("gradient-clip-norm").asDouble());
    }
  }

  private static float[] parameters(Network network, JsonNode layers) {
    float[] parameters = new float[network.parameterCount()];
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = network.layers().get(l);
      int i = layer.weightsOffset();
      for (JsonNode row : layers.get(l).get("weights")) {
        for (JsonNode weight : row) {
          parameters[i++] = (float) weight.asDouble();
        }
      }
      for (JsonNode bias : layers.get(l).get("bias")) {
        parameters[i++] = (float) bias.asDouble();
      }
    }
    return parameters;
  }

  private static float[] features(Network network, JsonNode rows) {
    float[] features = new float[rows.size() * network.inputs()];
    int i = 0;
    for (JsonNode row : rows) {
      for (JsonNode feature : row) {
        features[i++] = (float) feature.asDouble();
      }
    }
    return features;
  }

  private static int[] labels(JsonNode labels) {
    int[] values = new int[labels.size()];
    for (int j = 0; j < values.length; j++) {
      values[j] = labels.get(j).asInt();
    }
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }
}
