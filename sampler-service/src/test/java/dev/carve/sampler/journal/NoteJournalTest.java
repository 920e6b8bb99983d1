package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteJournalTest {
  @TempDir private Path directory;
  private final Notes notes = Notes.of("spirals", "spirals-1");
  private Instant now = Snapshots.BEGIN;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldKeepEveryNoteOnceAcrossRestarts() {
    for (int opening = 0; opening < 4; opening++) {
      try (NoteJournal journal = open()) {
        for (int i = 0; i < 5 * (opening + 1); i++) {
          assertThat(journal.append(new RunNote.Measured(notes.metrics(i))))
              .isEqualTo(i >= 5 * opening);
          assertThat(journal.append(event(i))).isEqualTo(i >= 5 * opening);
        }
      }
      now = now.plus(Duration.ofDays(1));
    }

    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.metrics("spirals-1", 100)).isEqualTo(metrics(20));
      assertThat(library.events("spirals-1")).isEqualTo(events(20));
    }
  }

  @Test
  void shouldTellWhatOthersAppendMeanwhile() {
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC());
        NoteJournal journal = open()) {
      for (int i = 0; i < 50; i++) {
        journal.append(event(i));
        journal.append(new RunNote.Measured(notes.metrics(i)));

        assertThat(library.events("spirals-1")).hasSize(i + 1);
        assertThat(library.metrics("spirals-1", 1_000)).hasSize(i + 1);
      }
    }
  }

  @Test
  void shouldKeepTheLastFiguresOfABoundedInput() {
    TrainingMetrics last = notes.metrics(7);
    TrainingMetrics ended =
        new TrainingMetrics(
            last.model(),
            last.run(),
            last.step(),
            last.examplesSeen(),
            last.time(),
            last.stepsPerSecond(),
            last.learningRate(),
            last.gradientNorm(),
            last.fading(),
            last.window(),
            last.windowSize(),
            last.overall(),
            last.confusion(),
            last.state(),
            true);
    try (NoteJournal journal = open()) {
      assertThat(journal.append(new RunNote.Measured(last))).isTrue();
      assertThat(journal.append(new RunNote.Measured(last))).isFalse();
      assertThat(journal.append(new RunNote.Measured(ended))).isTrue();
      assertThat(journal.append(new RunNote.Measured(ended))).isFalse();
      assertThat(journal.append(new RunNote.Measured(last))).isFalse();
    }
  }

  @Test
  void shouldGiveAsManyMetricsAsAreAskedForWithTheFirstAndTheLast() {
    try (NoteJournal journal = open()) {
      for (int i = 0; i < 20_000; i++) {
        journal.append(new RunNote.Measured(notes.metrics(i)));
      }
    }
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      for (int limit : new int[] {2, 100, 2_000}) {
        List<TrainingMetrics> some = library.metrics("spirals-1", limit);

        assertThat(some).hasSizeBetween(limit / 4, limit);
        assertThat(some.getFirst()).isEqualTo(notes.metrics(0));
        assertThat(some.getLast()).isEqualTo(notes.metrics(19_999));
      }
    }
  }

  @Test
  void shouldChartAStretchOfALongRunPointByPoint() {
    int days = 3;
    int perDay = 3_000;
    try (NoteJournal journal = open()) {
      for (int i = 0; i < days * perDay; i++) {
        if (i % perDay == 0) {
          now = now.plus(Duration.ofDays(1));
        }
        journal.append(new RunNote.Measured(notes.metrics(i)));
        journal.append(event(i));
      }
    }
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      List<MetricsPoint> whole = library.chart("spirals-1", StepWindow.whole(), 600);
      List<MetricsPoint> stretch = library.chart("spirals-1", new StepWindow(29_900, 30_100), 600);
      List<MetricsPoint> beginning = library.chart("spirals-1", new StepWindow(0, 95), 600);

      assertThat(whole).hasSizeBetween(150, 600);
      assertThat(whole.getFirst()).isEqualTo(MetricsPoint.of(notes.metrics(0)));
      assertThat(whole.getLast()).isEqualTo(MetricsPoint.of(notes.metrics(days * perDay - 1)));
      assertThat(stretch).isEqualTo(points(2_990, 3_010));
      assertThat(beginning).isEqualTo(points(0, 9));
      assertThat(library.chart("spirals-1", StepWindow.whole(), 600)).isEqualTo(whole);
      assertThat(library.chart("spirals-1", new StepWindow(90_000, 99_000), 600)).isEmpty();
    }
  }

  @Test
  void shouldGoOnReadingBehindAStretchThatWasReadAgain() {
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC());
        NoteJournal journal = open()) {
      for (int i = 0; i < 5_000; i++) {
        journal.append(new RunNote.Measured(notes.metrics(i)));
      }
      assertThat(library.chart("spirals-1", new StepWindow(100, 200), 600))
          .isEqualTo(points(10, 20));
      journal.append(new RunNote.Measured(notes.metrics(5_000)));

      assertThat(library.metrics("spirals-1", 600).getLast()).isEqualTo(notes.metrics(5_000));
      assertThat(library.chart("spirals-1", new StepWindow(49_980, 50_000), 600))
          .isEqualTo(points(4_998, 5_000));
    }
  }

  private List<MetricsPoint> points(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(notes::metrics)
        .map(MetricsPoint::of)
        .toList();
  }

  @Test
  void shouldPassOverADamagedNoteAndGoOnBehindIt() throws IOException {
    try (NoteJournal journal = open()) {
      for (int i = 0; i < 10; i++) {
        journal.append(event(i));
      }
    }
    damage("DRIFT at step 4");
    damage("DRIFT at step 9");

    try (NoteJournal journal = open()) {
      assertThat(journal.append(event(8))).isFalse();
      assertThat(journal.append(event(9))).isTrue();
    }

    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.events("spirals-1"))
          .extracting(ModelEvent::step)
          .containsExactly(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
    }
  }

  @Test
  void shouldHaveOneAppender() {
    try (NoteJournal journal = open()) {
      assertThat(journal.append(event(0))).isTrue();
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(this::open)
          .withMessageStartingWith("a journal must have one appender");
    }
  }

  private NoteJournal open() {
    return NoteJournal.open(directory, "spirals-1", () -> now);
  }

  private RunNote event(int i) {
    return new RunNote.Happened(0, 7L * i, notes.event(i, ModelEvent.Type.DRIFT));
  }

  private List<TrainingMetrics> metrics(int count) {
    return IntStream.range(0, count).mapToObj(notes::metrics).toList();
  }

  private List<ModelEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> notes.event(i, ModelEvent.Type.DRIFT)).toList();
  }

  private void damage(String text) throws IOException {
    Path queue = directory.resolve("spirals-1").resolve("notes");
    Path file = QueueTailer.file(queue, QueueTailer.cycles(queue)[0]);
    byte[] bytes = Files.readAllBytes(file);
    String content = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    bytes[content.indexOf(text)] ^= 1;
    Files.write(file, bytes);
  }
}
