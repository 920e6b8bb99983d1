package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.core.event.Floats;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Standardizer;
import dev.carve.standalone.OnnxModel;
import dev.carve.standalone.parameters.ParameterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `carve fit` with a broker of its own.
@Timeout(180)
final class FitCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final float BIG = 100_000;

  @TempDir private Path directory;

  @Test
  void shouldReportAndGiveTheSameParametersAgain() throws IOException {
    Path first = directory.resolve("first.json");
    Path second = directory.resolve("second.json");
    CommandRun json =
        fit("--csv", rows(1_003), "--epochs", "2", "--json", "--export", first.toString());
    assertThat(json.exitCode()).as(json.error()).isZero();
    JsonNode report = JSON.readTree(json.output());
    assertThat(report.get("steps").asLong()).isEqualTo((2 * 1_003 + 7) / 8);
    assertThat(report.get("examples").asLong()).isEqualTo(2 * 1_003);
    assertThat(report.get("skipped").asLong()).isEqualTo(2);
    assertThat(report.get("unused").asLong()).isZero();
    assertThat(report.get("overall").get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(report.get("last").get("examples").asLong()).isEqualTo(2 * 1_003);
    assertThat(sum(report.get("confusion"))).isEqualTo(2 * 1_003);

    CommandRun text = fit("--csv", rows(1_003), "--epochs", "2", "--export", second.toString());
    assertThat(text.exitCode()).as(text.error()).isZero();
    assertThat(text.output())
        .startsWith("sizes: 251 steps on 2,006 examples (2 epochs) in ")
        .contains("2 rows were left out that are no examples", "ACTUAL \\ PREDICTED", "KAPPA-T");
    assertThat(second).hasSameTextualContentAs(first);

    CommandRun runs = carve("runs", "list", "--json");
    assertThat(JSON.readTree(runs.output()).get("runs"))
        .hasSize(2)
        .allSatisfy(run -> assertThat(run.get("lastStep").asLong()).isEqualTo(251));
    assertThat(carve("runs", "show", report.get("run").asText()).output())
        .contains("steps 0 to 251", "name: sizes");
    assertThat(data()).isDirectoryNotContaining("glob:**/fit-*");
  }

  @Test
  void shouldExportTheSameModelInEveryFormat() throws IOException, OrtException {
    String rows = bigRows(400);
    Path graph = directory.resolve("sizes.onnx");
    Path tensors = directory.resolve("sizes.safetensors");
    Path json = directory.resolve("sizes.json");
    CommandRun fit =
        fit(
            "--csv",
            rows,
            "--export",
            graph.toString(),
            tensors.toString(),
            "--export",
            json.toString());
    assertThat(fit.exitCode()).as(fit.error()).isZero();

    ModelSpec spec = ModelSpec.parse(Files.readString(directory.resolve("sizes.yaml")));
    Floats parameters = ParameterFile.read(json, spec.network());
    assertThat(ParameterFile.read(tensors, spec.network())).isEqualTo(parameters);
    float[] features = features(rows);
    int n = features.length / 2;
    Standardizer standardizer = new Standardizer(2);
    for (int example = 0; example < n; example += 8) {
      standardizer.update(Arrays.copyOfRange(features, 2 * example, 2 * example + 16), 8);
    }
    float[] standardized = new float[features.length];
    standardizer.apply(features, n, standardized);
    ForwardPass forward = new ForwardPass(spec.network(), n);
    forward.apply(parameters.array(), standardized, n);
    try (OnnxModel exported = new OnnxModel(Files.readAllBytes(graph))) {
      assertThat(exported.probabilities(features, n))
          .containsExactly(forward.probabilities(), within(1e-5f));
    }
    int right = 0;
    for (int example = 0; example < n; example++) {
      boolean large = features[2 * example + 1] > BIG;
      right += forward.predictedClass(example) == (large ? 1 : 0) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(9 * n / 10);
  }

  @Test
  void shouldSayThatTheInputIsNotForTheModel() throws IOException {
    Path wide = Files.writeString(directory.resolve("wide.csv"), "1,2,3,large\n");
    assertThat(fit("--csv", wide.toString()).error())
        .isEqualTo(
            "carve: examples must have as many features as the spec has inputs: inputs=2, features=3%n"
                .formatted());
    Path other = Files.writeString(directory.resolve("other.csv"), "1,2,huge\n");
    CommandRun run = fit("--csv", other.toString());
    assertThat(run.error())
        .isEqualTo(
            "carve: labels must be classes of the spec or their indices: label=huge, classes=[small, large]%n"
                .formatted());
    assertThat(run.exitCode()).isEqualTo(2);
    Path empty = Files.writeString(directory.resolve("empty.csv"), "x,y,label\n");
    CommandRun nothing = fit("--csv", empty.toString());
    assertThat(nothing.error())
        .isEqualTo("carve: the input must hold an example: examples=0%n".formatted());
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(data()).doesNotExist();
  }

  @Test
  void shouldRemoveWhatAKilledFitLeftAndNothingElse() throws IOException {
    Path killed = Files.createDirectories(data().resolve("fit-1"));
    Files.writeString(killed.resolve("carve.lock"), "carve fit");
    Files.writeString(Files.createDirectory(killed.resolve("broker")).resolve("log"), "records");
    Path other = Files.createDirectories(data().resolve("fit-notes"));
    CommandRun run = fit("--csv", rows(20));
    assertThat(run.exitCode()).as(run.error()).isZero();
    assertThat(killed).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void shouldFailWhereTrainingDiverges() throws IOException {
    CommandRun run = fit(List.of("learning-rate: 1.0e+30"), "--csv", rows(200));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.error()).startsWith("carve: training diverged, lower the learning rate: step=");
  }

  private CommandRun fit(String... arguments) throws IOException {
    return fit(List.of("learning-rate: 0.1"), arguments);
  }

  private CommandRun fit(List<String> optimizer, String... arguments) throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("sizes.yaml"),
            """
            name: sizes
            inputs: [weight, size]
            layers:
              - {units: 4, activation: linear}
            classes: [small, large]
            optimizer: {type: sgd, %s}
            batch-size: 8
            """
                .formatted(optimizer.getFirst()));
    List<String> all = new ArrayList<>(List.of("fit", "--spec", spec.toString()));
    all.addAll(List.of(arguments));
    return carve(all.toArray(String[]::new));
  }

  private CommandRun carve(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private Path data() {
    return directory.resolve("data");
  }

  /// Examples that differ little, about large means.
  private String bigRows(int count) throws IOException {
    StringBuilder csv = new StringBuilder("weight,size,kind\n");
    for (int row = 0; row < count; row++) {
      double size = Math.sin(row);
      csv.append(
          "%s,%s,%s%n"
              .formatted(
                  (float) (Math.cos(3 * row) - 1e4),
                  (float) (BIG + size),
                  size > 0 ? "large" : "small"));
    }
    return Files.writeString(directory.resolve("big.csv"), csv).toString();
  }

  private static float[] features(String csv) throws IOException {
    List<String> rows = Files.readAllLines(Path.of(csv));
    float[] features = new float[2 * (rows.size() - 1)];
    for (int row = 1; row < rows.size(); row++) {
      String[] fields = rows.get(row).split(",", -1);
      features[2 * row - 2] = Float.parseFloat(fields[0]);
      features[2 * row - 1] = Float.parseFloat(fields[1]);
    }
    return features;
  }

  private static long sum(JsonNode confusion) {
    long sum = 0;
    for (JsonNode row : confusion) {
      for (JsonNode count : row) {
        sum += count.asLong();
      }
    }
    return sum;
  }

  /// Rows, one of which is no example.
  private String rows(int count) throws IOException {
    StringBuilder csv = new StringBuilder("weight,size,kind\nheavy,1,large\n");
    for (int row = 0; row < count; row++) {
      double size = Math.sin(row);
      csv.append("%s,%s,%s%n".formatted(Math.cos(3 * row), size, size > 0 ? "large" : "small"));
    }
    return Files.writeString(directory.resolve("rows-%d.csv".formatted(count)), csv).toString();
  }
}
