package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `carve fit` from outside: the trajectories that PyTorch gives, through the real topics.
class FitTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "sgd-tanh, tanh, '{type: sgd, learning-rate: 0.1}'",
    "momentum-relu, relu, '{type: sgd, learning-rate: 0.05, momentum: 0.9}'"
  })
  void shouldEndAtTheParametersOfPyTorch(String name, String activation, String optimizer)
      throws IOException {
    JsonNode reference = reference(name);
    Path exported = directory.resolve("fitted.json");
    try (CarveProcess carve =
        CarveProcess.start(
            "fit",
            "--spec",
            write("spec.yaml", spec(reference, activation, optimizer)),
            "--jsonl",
            write("examples.jsonl", examples(reference)),
            "--init",
            write("initial.json", initial(reference)),
            "--export",
            exported.toString(),
            "--data",
            directory.resolve("data").toString(),
            "--json")) {
      assertThat(carve.awaitEnd()).as(carve.error()).isZero();
      assertThat(JSON.readTree(carve.output()).get("steps").asLong())
          .isEqualTo(reference.get("minibatches").size());
    }
    assertThatParametersAgree(
        JSON.readTree(exported.toFile()).get("layers"), reference.get("final-parameters"));
  }

  private static JsonNode reference(String name) throws IOException {
    try (InputStream file = FitTest.class.getResourceAsStream("/reference/" + name + ".json")) {
      return JSON.readTree(file);
    }
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static String spec(JsonNode reference, String activation, String optimizer) {
    JsonNode sizes = reference.get("layer-sizes");
    List<String> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size() - 1; i++) {
      layers.add("  - {units: %d, activation: %s}".formatted(sizes.get(i).asInt(), activation));
    }
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < sizes.get(sizes.size() - 1).asInt(); i++) {
      classes.add("class" + i);
    }
    return """
    name: parity
    inputs: %d
    layers:
    %s
    classes: %s
    optimizer: %s
    batch-size: %d
    standardize: false
    """
        .formatted(
            sizes.get(0).asInt(),
            String.join("\n", layers),
            classes,
            optimizer,
            reference.get("batch-size").asInt());
  }

  private static String examples(JsonNode reference) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (JsonNode minibatch : reference.get("minibatches")) {
      for (int i = 0; i < minibatch.get("labels").size(); i++) {
        ObjectNode example = JSON.createObjectNode();
        example.set("features", minibatch.get("features").get(i));
        example.set("label", minibatch.get("labels").get(i));
        lines.append(JSON.writeValueAsString(example)).append('\n');
      }
    }
    return lines.toString();
  }

  private static String initial(JsonNode reference) throws IOException {
    return JSON.writeValueAsString(Map.of("layers", reference.get("initial-parameters")));
  }

  private static void assertThatParametersAgree(JsonNode actual, JsonNode expected) {
    List<Double> actualNumbers = numbers(actual);
    List<Double> expectedNumbers = numbers(expected);
    assertThat(actualNumbers).hasSameSizeAs(expectedNumbers);
    double meanSquare = expectedNumbers.stream().mapToDouble(x -> x * x).average().orElseThrow();
    for (int i = 0; i < actualNumbers.size(); i++) {
      assertThat(Math.abs(actualNumbers.get(i) - expectedNumbers.get(i)))
          .as("parameter %d", i)
          .isLessThan(1e-4 * Math.sqrt(meanSquare));
    }
  }

  private static List<Double> numbers(JsonNode layers) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode layer : layers) {
      layer.get("weights").forEach(row -> row.forEach(weight -> numbers.add(weight.asDouble())));
      layer.get("bias").forEach(bias -> numbers.add(bias.asDouble()));
    }
    return numbers;
  }
}
