package dev.carve.dashboard.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.core.network.ModelSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {
  private static final ExampleShape SHAPE =
      new ExampleShape(
          ModelSpec.parse(
              "{name: moons, inputs: [x, y], layers: [{units: 2}], classes: [orange, blue]}"));

  private static final List<Example> TWO =
      List.of(
          Example.labelled(Floats.of(0.5f, -1), new Label.Index(1)),
          Example.labelled(Floats.of(2, 3e-3f), new Label.Index(0)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'features': [0.5, -1], 'label': 'blue'}~{'features': [2, 3e-3], 'label': 0}~",
        "~~{'label': '1', 'features': [0.5, -1]}~~{'features': [2, 0.003], 'label': 'orange'}",
        "[{'features': [0.5, -1], 'label': 1},~ {'features': [2, 3e-3], 'label': 'orange'}]",
      })
  void shouldReadJsonLinesAndArrays(String json) {
    assertThat(JsonExamples.read(bytes(json.replace('\'', '"')), SHAPE)).isEqualTo(TWO);
  }

  @Test
  void shouldKeepIdAndTime() {
    String json =
        """
        {"features": [0.5, -1], "label": "blue", "id": "a-17", "time": "2026-01-31T12:00:00+01:00"}
        """;

    assertThat(JsonExamples.read(bytes(json), SHAPE))
        .containsExactly(
            new Example(
                "",
                Floats.of(0.5f, -1),
                new Label.Index(1),
                "a-17",
                Instant.parse("2026-01-31T11:00:00Z"),
                false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y,label~0.5,-1,blue~2,3e-3,orange~",
        "label,y,x~blue,-1,0.5~~0,3e-3,2",
        "a,b,label\r~0.5,-1, blue \r~2,3e-3,0\r~",
        "'\uFEFFx,label,y~0.5,\"blue\",-1~2,orange,0.003'",
      })
  void shouldReadCsvByTheNamesOfTheInputsElseInTheirOrder(String csv) {
    String text = csv.replace("\\r", "\r").replace("\\uFEFF", "\uFEFF");

    assertThat(CsvExamples.read(bytes(text), "label", SHAPE)).isEqualTo(TWO);
  }

  @Test
  void shouldTakeTheLabelFromAnotherColumn() {
    assertThat(CsvExamples.read(bytes("kind,x,y~blue,0.5,-1~orange,2,0.003"), "kind", SHAPE))
        .isEqualTo(TWO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "G~{'features': [1], 'label': 0}                     | 2 | inputs=2, features=1",
        "G~G~~{'features': [1, 2, 3], 'label': 0}            | 4 | inputs=2, features=3",
        "{'features': [1, '2'], 'label': 0}                  | 1 | features[1]=2",
        "{'features': [1, 1e60], 'label': 0}                 | 1 | features[1]=1e60",
        "{'features': [1, NaN], 'label': 0}                  | 1 | valid JSON",
        "{'features': 1, 'label': 0}                         | 1 | features=1",
        "{'features': [1, 2]}                                | 1 | label is missing",
        "{'features': [1, 2], 'label': null}                 | 1 | label is missing",
        "{'features': [1, 2], 'label': 'red'}                | 1 | label=red, classes=[orange, blue]",
        "{'features': [1, 2], 'label': 2}                    | 1 | label=2",
        "{'features': [1, 2], 'label': -1}                   | 1 | label=-1",
        "{'features': [1, 2], 'label': 0.5}                  | 1 | label=0.5",
        "{'label': 0}                                        | 1 | features is missing",
        "{'feature': [1, 2], 'label': 0}                     | 1 | field=feature",
        "{'features': [1, 2], 'label': 0, 'label': 1}        | 1 | Duplicate",
        "{'features': [1, 2], 'label': 0, 'time': 'noon'}    | 1 | time=noon",
        "[G,~G,~7]                                           | 3 | value=7",
        "[G]~G                                               | 2 | nothing may follow",
        "G~{'features': [1, 2                                | 2 | valid JSON",
        "G~]                                                 | 2 | valid JSON",
      })
  void shouldNameTheLineOfJsonThatDoesNotFit(String json, long line, String reason) {
    String text = json.replace("G", "{'features': [0, 0], 'label': 0}").replace('\'', '"');

    assertThatExceptionOfType(UnfitExampleException.class)
        .isThrownBy(() -> JsonExamples.read(bytes(text), SHAPE))
        .withMessageContaining(reason)
        .satisfies(unfit -> assertThat(unfit.line()).isEqualTo(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y~1,2                                   | 1 | label=label, columns=[x, y]",
        "x,label~1,blue                            | 1 | inputs=2, columns=1",
        "x,y,z,label~1,2,3,blue                    | 1 | inputs=2, columns=3",
        "x,y,label~1,2,blue~1,2                    | 3 | header=3, row=2",
        "x,y,label~~1,two,blue                     | 3 | column=2, value=two",
        "x,y,label~1,NaN,blue                      | 2 | value=NaN",
        "x,y,label~1,1e60,blue                     | 2 | value=1e60",
        "x,y,label~1,,blue                         | 2 | column=2",
        "x,y,label~1,2,red                         | 2 | label=red",
        "x,y,label~'1,2,\"blue\"~1,2,\"a~b\"'      | 3 | label=a\\nb",
        "x,y,label~'1,2,\"blue\"x'                 | 2 | quote",
      })
  void shouldNameTheLineOfCsvThatDoesNotFit(String csv, long line, String reason) {
    assertThatExceptionOfType(UnfitExampleException.class)
        .isThrownBy(() -> CsvExamples.read(bytes(csv.replace("'", "")), "label", SHAPE))
        .withMessageContaining(reason)
        .satisfies(unfit -> assertThat(unfit.line()).isEqualTo(line));
  }

  private static byte[] bytes(String text) {
    return text.replace('~', '\n').getBytes(UTF_8);
  }
}
