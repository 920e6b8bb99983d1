package dev.carve.trainer.stream;

import static dev.carve.trainer.stream.SourceSamples.drain;
import static dev.carve.trainer.stream.SourceSamples.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesSourceTest {
  private static final String LINES =
      "\uFEFF{\"features\":[1],\"label\":\"a\"}\n\n{\"features\":[]}\r\n  {\"features\":[2]}\nx";

  @TempDir private Path directory;

  @Test
  void shouldLeaveOutBadLinesAndEmptyOnes() {
    try (JsonLinesSource source =
        JsonLinesSource.of("lines", stream(LINES), new LogAndSkipBadRows())) {
      assertThat(drain(source)).hasSize(2);
      assertThat(source.skipped()).isEqualTo(2);
      assertThat(source.fraction()).isEmpty();
    }
  }

  @Test
  void shouldNameTheLine() {
    try (JsonLinesSource source = JsonLinesSource.of("lines", stream(LINES), new FailOnBadRow())) {
      assertThat(source.next()).isPresent();
      assertThatExceptionOfType(UnreadableSourceException.class)
          .isThrownBy(source::next)
          .withMessage("lines:3: features must hold at least one number: features=[]");
    }
  }

  @Test
  void shouldKnowHowFarItIs() throws IOException {
    Path file = Files.writeString(directory.resolve("lines.jsonl"), LINES);
    try (JsonLinesSource source = JsonLinesSource.open(file, new LogAndSkipBadRows())) {
      drain(source);
      assertThat(source.fraction()).hasValue(1);
    }
  }

  @Test
  void shouldSayThatTheInputBrokeOff() {
    InputStream broken = new SequenceInputStream(stream("\n\n\n"), new BrokenPipe());
    try (JsonLinesSource source = JsonLinesSource.of("pipe", broken, new FailOnBadRow())) {
      assertThatExceptionOfType(UnreadableSourceException.class)
          .isThrownBy(source::next)
          .withMessageStartingWith("JSON lines cannot be read on: file=pipe, line=")
          .withMessageEndingWith("reason=gone");
    }
  }

  /// Breaks off.
  private static final class BrokenPipe extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("gone");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new IOException("gone");
    }
  }
}
