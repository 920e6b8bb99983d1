package dev.carve.standalone.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonFormatTest {
  private static final Network NETWORK =
      new Network(3, List.of(new LayerSpec(2, Activation.TANH)), 2);

  @TempDir private Path directory;

  @Test
  void shouldKeepTheOrderOfPyTorch() throws IOException {
    Path file =
        write(
            """
            {"layers": [{"weights": [[1, 2, 3], [4, 5, 6]], "bias": [7, 8]},
                        {"weights": [[9, 10], [11, 12]], "bias": [13, 14]}]}
            """);
    assertThat(ParameterFile.read(file, NETWORK))
        .isEqualTo(Floats.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|there must be an array `layers`",
        "{'layers': []}|there must be a layer for each of the network's, the class layer included: expected=2, layers=0",
        "{'layers': [{'weights': [[1,2,3]], 'bias': [1,2]}, {}]}|layers[0].weights must have a row for each unit: units=2, rows=1",
        "{'layers': [{'weights': [[1,2,3],[1,2]], 'bias': [1,2]}, {}]}|layers[0].weights[1] must have 3 numbers: numbers=2",
        "{'layers': [{'weights': [[1,2,3],[1,2,3]], 'bias': [1]}, {}]}|layers[0].bias must have 2 numbers: numbers=1",
        "{'layers': [{'weights': [[1,2,3],[1,2,3]]}, {}]}|layers[0].bias must have 2 numbers: numbers=0",
        "{'layers': [{'weights': [[1,2,3],[1,2,1e99]], 'bias': [1,2]}, {}]}|layers[0].weights[1][2] must be a finite number: value=1e99",
        "{'layers': [{'weights': [[1,2,3],[1,2,null]], 'bias': [1,2]}, {}]}|layers[0].weights[1][2] must be a finite number: value=null",
        "{'layers': [{'weights': [[1,2,3],[1,2,3]], 'bias': [1,2]}, {'weights': [[1,2]], 'bias': []}]}|layers[1].weights must have a row for each unit: units=2, rows=1",
        "{'layers': [{'weights': [[1,2],[1,2]], 'bias': [1,2]}, {}, {}]}|there must be a layer for each of the network's, the class layer included: expected=2, layers=3",
        "{'layers': [{'weights': [[1,2,3,4],[1,2,3,4]], 'bias': [1,2]}, {}]}|layers[0].weights[0] must have 3 numbers: numbers=4",
        "{'layers': [{'weights': [[1,2,3],[1,2,3],[1,2,3]], 'bias': [1,2]}, {}]}|layers[0].weights must have a row for each unit: units=2, rows=3",
        "{'layers': [{'weights': 1, 'bias': [1,2]}, {}]}|layers[0].weights must have a row for each unit: units=2, rows=0",
        "{'layers': [1, 2]}|layers[0].weights must have a row for each unit: units=2, rows=0",
        "{'layers': [{'weights': [[1,2,3],[1,2,'3']], 'bias': [1,2]}, {}]}|layers[0].weights[1][2] must be a finite number: value=3",
        "{'layers': [{'weights': [[1,2,3],[1,2,[3]]], 'bias': [1,2]}, {}]}|layers[0].weights[1][2] must be a finite number: value=[",
        "{'layers': [], 'layers': []}|parameters must be JSON: reason=Duplicate field 'layers'",
        "{'layers': []} {}|nothing must follow the object with the layers",
        "[]|there must be an array `layers`",
        "``|there must be an array `layers`",
        "{'layers'|parameters must be JSON: reason=",
        "{'layers': [{'weights': [[1,2,3],[1,2|parameters must be JSON: reason=Unexpected end-of-input",
      })
  void shouldNameWhatDoesNotFit(String json, String message) throws IOException {
    Path file = write(json.replace('\'', '"'));
    assertThatExceptionOfType(InvalidParametersException.class)
        .isThrownBy(() -> ParameterFile.read(file, NETWORK))
        .withMessageStartingWith(message)
        .withMessageContaining("path=" + file);
  }

  @Test
  void shouldRoundDecimalsOnce() throws IOException {
    String nearlyHalfway = "1.00000017881393432617187499";
    Path file =
        write(
            """
            {"layers": [{"bias": [0, 0], "weights": [[%s, 0, 0], [0, 0, -0.0]], "note": {"a": [[]]}},
                        {"weights": [[0, 0], [0, 0]], "bias": [0, 0]}], "more": [1]}
            """
                .formatted(nearlyHalfway));
    Floats parameters = ParameterFile.read(file, NETWORK);
    assertThat(parameters.get(0)).isEqualTo(Math.nextUp(1f));
    assertThat((float) Double.parseDouble(nearlyHalfway)).isNotEqualTo(parameters.get(0));
    assertThat(Float.floatToRawIntBits(parameters.get(5))).isEqualTo(Integer.MIN_VALUE);
  }

  private Path write(String json) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "parameters", ".json"), json);
  }
}
