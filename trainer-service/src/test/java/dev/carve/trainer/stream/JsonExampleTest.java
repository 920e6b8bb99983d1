package dev.carve.trainer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.core.event.MalformedEventException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonExampleTest {
  @Test
  void shouldReadEveryField() {
    assertThat(
            JsonExample.decode(
                """
                {"features": [0.1, -2, 3e2], "label": "orange", "id": "a-17",
                 "time": "2026-01-31T12:00:00.5+01:00", "model": "spirals"}
                """))
        .isEqualTo(
            new Example(
                "spirals",
                Floats.of(0.1f, -2, 300),
                new Label.Name("orange"),
                "a-17",
                Instant.parse("2026-01-31T11:00:00.5Z"),
                false));
  }

  @Test
  void shouldTakeALabelByNameByIndexOrNotAtAll() {
    assertThat(JsonExample.decode("{\"features\":[1],\"label\":3}").label())
        .isEqualTo(new Label.Index(3));
    assertThat(JsonExample.decode("{\"features\":[1],\"label\":\"3\"}").label())
        .isEqualTo(new Label.Name("3"));
    assertThat(JsonExample.decode("{\"features\":[1],\"label\":null}").label()).isNull();
    assertThat(JsonExample.decode("{\"features\":[1]}").label()).isNull();
    assertThat(JsonExample.decode("{\"features\":[1],\"id\":17}").id()).isEqualTo("17");
  }

  @Test
  void shouldGiveBackWhatItWrote() {
    Example whole =
        new Example(
            "m \"1\"",
            Floats.of(0.1f, Float.MIN_VALUE, -Float.MAX_VALUE),
            new Label.Index(2),
            "ä",
            Instant.parse("2026-01-31T11:00:00.123456Z"),
            false);
    assertThat(JsonExample.decode(JsonExample.encode(whole))).isEqualTo(whole);
    Example small = Example.labelled(Floats.of(1), new Label.Name("a"));
    assertThat(new String(JsonExample.encode(small), UTF_8))
        .isEqualTo("{\"features\":[1.0],\"label\":\"a\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonExample.encode(Example.endOfInputMark()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[1]|example must be a JSON object: value=[",
        "{}|example must have features: features is missing",
        "{\"features\": 1}|features must be an array of numbers: features=1",
        "{\"features\": null}|features must be an array of numbers: features=null",
        "{\"features\": []}|features must hold at least one number: features=[]",
        "{\"features\": [1, \"2\"]}|features must be finite numbers: features[1]=\"2\"",
        "{\"features\": [1, null]}|features must be finite numbers: features[1]=null",
        "{\"features\": [[1]]}|features must be finite numbers: features[0]=[",
        "{\"features\": [1e39]}|features must be finite numbers: features[0]=1e39",
        "{\"features\": [1], \"label\": 1.5}|label must be a class name or index: label=1.5",
        "{\"features\": [1], \"label\": true}|label must be a class name or index: label=true",
        "{\"features\": [1], \"label\": -1}|label must be a class name or an index from 0: label=-1",
        "{\"features\": [1], \"label\": 5000000000}|label must be a class name or an index from 0: label=5000000000",
        "{\"features\": [1], \"label\": \"\"}|label must not be empty: label=\"\"",
        "{\"features\": [1], \"time\": \"yesterday\"}|time must be RFC 3339, such as 2026-01-31T12:00:00Z: time=\"yesterday\"",
        "{\"features\": [1], \"time\": 17}|time must be a string: time=17",
        "{\"features\": [1], \"model\": 17}|model must be a string: model=17",
        "{\"features\": [1], \"lable\": 1}|field must be one of features, label, id, time, model: field=\"lable\"",
        "{\"features\": [1]} x|example must be valid JSON: Unrecognized token 'x'",
        "{\"features\": [1]} {}|nothing may follow the example: value={",
        "{\"features\": [1], \"features\": [2]}|example must be valid JSON: Duplicate field 'features'",
        "{\"features\": [1|example must be valid JSON: Unexpected end-of-input",
        "hello|example must be valid JSON: Unrecognized token 'hello'",
      })
  void shouldNameTheValueThatIsWrong(String json, String message) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> JsonExample.decode(json))
        .withMessageStartingWith(message);
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> JsonExample.decode(json.getBytes(UTF_8)))
        .withMessageStartingWith(message);
  }

  @Test
  void shouldShortenWhatItQuotes() {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(
            () -> JsonExample.decode("{\"features\":[\"%s\"]}".formatted("x".repeat(10_000))))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void shouldReadManyFeatures() {
    StringBuilder json = new StringBuilder("{\"features\":[0");
    for (int feature = 1; feature < 784; feature++) {
      json.append(',').append(feature);
    }
    Example example = JsonExample.decode(json.append("]}").toString());
    assertThat(example.features().length()).isEqualTo(784);
    assertThat(example.features().get(783)).isEqualTo(783);
  }
}
