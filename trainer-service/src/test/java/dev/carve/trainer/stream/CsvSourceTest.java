package dev.carve.trainer.stream;

import static dev.carve.trainer.stream.SourceSamples.drain;
import static dev.carve.trainer.stream.SourceSamples.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvSourceTest {
  private static final CsvLayout USUAL = CsvLayout.usual();

  @TempDir private Path directory;

  @Test
  void shouldTakeTheLastColumnForTheLabel() {
    assertThat(read("x,y,class\n1,2.5,a\n-3e1,.5,b\n", USUAL))
        .containsExactly(example("a", 1, 2.5f), example("b", -30, 0.5f));
  }

  @Test
  void shouldReadRowsWithoutAHeader() {
    assertThat(read("1,2,a\n3,4,b", USUAL)).containsExactly(example("a", 1, 2), example("b", 3, 4));
    CsvLayout absent = new CsvLayout(CsvLayout.Header.ABSENT, "1", ',');
    assertThat(read("a,1\nb,2\n", absent)).containsExactly(example("a", 1), example("b", 2));
    CsvLayout present = new CsvLayout(CsvLayout.Header.PRESENT, "", ',');
    assertThat(read("1,2\n3,b\n", present)).containsExactly(example("b", 3));
  }

  @Test
  void shouldFindTheLabelByNameOrNumber() {
    String csv = "class,x,y\na,1,2\n";
    assertThat(read(csv, USUAL.withLabel("class"))).containsExactly(example("a", 1, 2));
    assertThat(read(csv, USUAL.withLabel("1"))).containsExactly(example("a", 1, 2));
    assertThat(read("2,1\n3,4\n", USUAL.withLabel("1")))
        .containsExactly(example("2", 1), example("3", 4));
  }

  @Test
  void shouldUnderstandQuotesSpacesAndByteOrderMarks() {
    assertThat(read("\uFEFF\"x, metres\",\"the \"\"class\"\"\"\r\n\" 1 \", \"a,b\"\r\n", USUAL))
        .containsExactly(example("a,b", 1));
    assertThat(read("x,class\n1,\"two\nlines\"\n2,b\n", USUAL))
        .containsExactly(example("two\nlines", 1), example("b", 2));
    assertThat(read("\uFEFF1,a\n", USUAL)).containsExactly(example("a", 1));
    assertThat(read("\n\n1;a\n\n2;b\n\n", new CsvLayout(CsvLayout.Header.DETECTED, "", ';')))
        .containsExactly(example("a", 1), example("b", 2));
  }

  @Test
  void shouldReportBadRowsWithTheirLinesAndGoOn() {
    String csv =
        """
        x,y,class
        1,2,a
        1,two,a

        "1",2
        1,NaN,a
        1,1e99,a
        1,1f,a
        1,2,
        3,4,"multi
        line"
        ,2,a
        5,6,b
        """;
    try (CsvSource source = CsvSource.of("test.csv", stream(csv), USUAL, new LogAndSkipBadRows())) {
      assertThat(drain(source))
          .containsExactly(example("a", 1, 2), example("multi\nline", 3, 4), example("b", 5, 6));
      assertThat(source.skipped()).isEqualTo(7);
      assertThat(source.inputs()).isEqualTo(2);
    }
    assertThat(strictly("x,y,class\n1,2,a\n1,two,a\n"))
        .isEqualTo("test.csv:3: feature must be a finite number: column=2, value=\"two\"");
    assertThat(strictly("x,y,class\n1,2,a\n\n\n1,2\n"))
        .isEqualTo("test.csv:5: row must have 3 columns: columns=2");
    assertThat(strictly("x,y,class\n1,2,\"a\nb\"\n1,NaN,a\n"))
        .isEqualTo("test.csv:4: feature must be a finite number: column=2, value=\"NaN\"");
    assertThat(strictly("x,y,class\n3,4,\"\n\"\n"))
        .isEqualTo("test.csv:2: label must not be empty: column=3");
  }

  @Test
  void shouldGoOnBehindALineWithAStrayQuote() {
    String csv = "x,class\n1,a\n\"2\"23,b\n3,c\n\"4\"5\n6,d\n";
    try (CsvSource source = CsvSource.of("test.csv", stream(csv), USUAL, new LogAndSkipBadRows())) {
      assertThat(drain(source)).containsExactly(example("a", 1), example("c", 3), example("d", 6));
      assertThat(source.skipped()).isEqualTo(2);
    }
    assertThat(strictly(csv)).startsWith("test.csv:3: a quote must begin or end a field:");
  }

  @Test
  void shouldReadGzipAndKnowHowFarItIs() throws IOException {
    Path file = directory.resolve("rows.csv.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write("x,class\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
    }
    try (CsvSource source = CsvSource.open(file, USUAL, new FailOnBadRow())) {
      assertThat(drain(source)).hasSize(2);
      assertThat(source.fraction()).hasValue(1);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() {
    assertThat(failure("")).isEqualTo("CSV must hold rows: test.csv is empty");
    assertThat(failure("1\n2\n"))
        .isEqualTo(
            "CSV must have a label and at least one feature in each row: test.csv:1 has 1 column with delimiter ','");
    assertThat(failure("x,y\n1,a\n", USUAL.withLabel("z")))
        .isEqualTo("label must be one of the columns x, y: label=z, file=test.csv");
    assertThat(failure("1,a\n", USUAL.withLabel("z")))
        .isEqualTo(
            "label must be a column's number, since the file has no header: label=z, file=test.csv");
    assertThat(failure("1,a\n", USUAL.withLabel("3")))
        .isEqualTo("label column must be in 1..2: label=3, file=test.csv");
    Path missing = directory.resolve("missing.csv");
    assertThatExceptionOfType(UnreadableSourceException.class)
        .isThrownBy(() -> CsvSource.open(missing, USUAL, new FailOnBadRow()))
        .withMessage("no such file: path=" + missing);
    assertThatExceptionOfType(UnreadableSourceException.class)
        .isThrownBy(() -> CsvSource.open(directory, USUAL, new FailOnBadRow()))
        .withMessage("it is a directory, not a file: path=" + directory);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CsvLayout(CsvLayout.Header.PRESENT, "", '"'))
        .withMessageEndingWith("delimiter=U+0022");
  }

  private static List<Example> read(String csv, CsvLayout layout) {
    try (CsvSource source = CsvSource.of("test.csv", stream(csv), layout, new FailOnBadRow())) {
      return drain(source);
    }
  }

  private static String strictly(String csv) {
    try (CsvSource source = CsvSource.of("test.csv", stream(csv), USUAL, new FailOnBadRow())) {
      drain(source);
      return "";
    } catch (UnreadableSourceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String failure(String csv) {
    return failure(csv, USUAL);
  }

  private static String failure(String csv, CsvLayout layout) {
    try (CsvSource source = CsvSource.of("test.csv", stream(csv), layout, new FailOnBadRow())) {
      return "it opens with %d inputs".formatted(source.inputs());
    } catch (UnreadableSourceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Example example(String label, float... features) {
    return Example.labelled(Floats.of(features), new Label.Name(label));
  }
}
