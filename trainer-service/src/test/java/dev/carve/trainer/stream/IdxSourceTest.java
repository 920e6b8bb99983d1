package dev.carve.trainer.stream;

import static dev.carve.trainer.stream.SourceSamples.drain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxSourceTest {
  private static final String IMAGES = "00000803 00000002 00000001 00000002 00FF 3300";
  private static final String LABELS = "00000801 00000002 0901";

  @TempDir private Path directory;

  @Test
  void shouldScaleBytesToZeroToOneAndFlattenImages() throws IOException {
    try (IdxSource source = IdxSource.open(file(IMAGES), file(LABELS))) {
      assertThat(source.inputs()).isEqualTo(2);
      assertThat(source.count()).isEqualTo(2);
      assertThat(source.fraction()).hasValue(0);
      assertThat(drain(source))
          .containsExactly(
              Example.labelled(Floats.of(0, 1), new Label.Index(9)),
              Example.labelled(Floats.of(0.2f, 0), new Label.Index(1)));
      assertThat(source.fraction()).hasValue(1);
    }
  }

  @Test
  void shouldReadGzip() throws IOException {
    Path images = directory.resolve("images.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(images))) {
      stream.write(bytes(IMAGES));
    }
    try (IdxSource source = IdxSource.open(images, file(LABELS))) {
      assertThat(drain(source)).hasSize(2);
    }
  }

  @Test
  void shouldLeaveOtherTypesAsTheyAre() throws IOException {
    try (IdxSource source =
        IdxSource.open(
            file("00000D02 00000001 00000002 3FC00000 C0000000"),
            file("00000C01 00000001 00000007"))) {
      assertThat(drain(source))
          .containsExactly(Example.labelled(Floats.of(1.5f, -2), new Label.Index(7)));
    }
    try (IdxSource source =
        IdxSource.open(file("00000B02 00000001 00000001 FFFE"), file("00000801 00000001 00"))) {
      assertThat(drain(source).getFirst().features()).isEqualTo(Floats.of(-2));
    }
  }

  @Test
  void shouldSayWhereAFileIsTruncated() throws IOException {
    Path images = file("00000803 00000002 00000001 00000002 00FF 33");
    try (IdxSource source = IdxSource.open(images, file(LABELS))) {
      assertThat(source.next()).isPresent();
      assertThatExceptionOfType(UnreadableSourceException.class)
          .isThrownBy(source::next)
          .withMessage(
              "IDX file is truncated: file=%s, header says 2 examples, ends in number 2", images);
    }
  }

  @Test
  void shouldSayWhatIsNotIdx() throws IOException {
    Path text = Files.writeString(directory.resolve("images.txt"), "hello, world");
    assertFailure(text, file(LABELS))
        .isEqualTo(
            "file must be IDX, its first bytes 00 00, a type (08 to 0E) and a number of dimensions: file=%s, first bytes=68656C6C"
                .formatted(text));
    Path header = file("00000803 0000");
    assertFailure(header, file(LABELS)).isEqualTo("IDX file ends in its header: file=" + header);
    Path empty = file("");
    assertFailure(empty, file(LABELS)).isEqualTo("IDX file ends in its header: file=" + empty);
    Path huge = file("00000803 00000002 7FFFFFFF 7FFFFFFF");
    assertFailure(huge, file(LABELS))
        .isEqualTo(
            "IDX file must have a sensible shape: file=%s, shape=[2, 2147483647, 2147483647]"
                .formatted(huge));
  }

  @Test
  void shouldSayThatFilesDoNotFit() throws IOException {
    Path labels = file("00000801 00000003 090101");
    assertFailure(file(IMAGES), labels)
        .isEqualTo("there must be as many labels as images: images=2, labels=3");
    Path images = file(IMAGES);
    assertFailure(file(LABELS), images)
        .isEqualTo(
            "labels must have one dimension, images come first: file=%s, dimensions=3"
                .formatted(images));
    Path flat = file(LABELS);
    assertFailure(flat, file(LABELS))
        .isEqualTo(
            "images must have two dimensions or more: file=%s, dimensions=1".formatted(flat));
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertFailure(
      Path images, Path labels) {
    try (IdxSource source = IdxSource.open(images, labels)) {
      return assertThat("it opens with %d examples".formatted(source.count()));
    } catch (UnreadableSourceException e) {
      return assertThat(String.valueOf(e.getMessage()));
    }
  }

  private Path file(String hex) throws IOException {
    return Files.write(Files.createTempFile(directory, "part", ".idx"), bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
