package dev.carve.sampler.journal;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/// Writes a day's file again with fewer entries.
///
/// Of each stretch of time the first entry stays, and the first that says what the optimizer
/// remembers; with them the first and last of the file, and the two next to a command, so that
/// every step between entries that stay can still be rebuilt. Near an event all stay as they are,
/// from the key entry on that they refer to; every other becomes a key entry with the examples that
/// were shown with it. So the frame of an entry that stays is the same as before, to the byte.
final class DayThinning {
  private static final int CYCLE_MS = ChronicleQueues.ROLL_CYCLE.lengthInMillis();
  private static final byte[] LOST_EXCERPT = {0};

  private final Path runDirectory;
  private final int day;
  private final RetentionPolicy.Density density;
  private final long neighbourhoodUs;
  private final long[] eventTimesUs;
  private final BitSet kept = new BitSet();
  private final BitSet copied = new BitSet();
  private final EntryBuffer buffer = new EntryBuffer(4096);

  /// Thins a day.
  ///
  /// @param runDirectory the run's directory
  /// @param day days since 1970
  /// @param density what is to be left
  /// @param neighbourhood of events
  /// @param events of the run
  DayThinning(
      Path runDirectory,
      int day,
      RetentionPolicy.Density density,
      Duration neighbourhood,
      List<ModelEvent> events) {
    this.runDirectory = runDirectory;
    this.day = day;
    this.density = density;
    this.neighbourhoodUs = neighbourhood.toNanos() / 1_000;
    this.eventTimesUs =
        events.stream()
            .mapToLong(event -> ChronoUnit.MICROS.between(Instant.EPOCH, event.time()))
            .sorted()
            .toArray();
  }

  /// Writes the entries that stay.
  ///
  /// @param directory an empty one, which then holds one file
  /// @return that file, or empty if the day is to be left as it is
  Optional<Path> writeSnapshots(Path directory) throws IOException {
    choose();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try (EntryTailer tailer = new EntryTailer(runDirectory)) {
      if (!tailer.moveTo(QueueTailer.index(day, 0))) {
        return Optional.empty();
      }
      write(tailer, directory);
    }
    return Optional.of(QueueTailer.file(directory, day));
  }

  private void choose() {
    try (EntryTailer tailer = new EntryTailer(runDirectory)) {
      if (!tailer.moveTo(QueueTailer.index(day, 0))) {
        return;
      }
      long stretch = Long.MIN_VALUE;
      long memoryStretch = Long.MIN_VALUE;
      long lastStep = Long.MAX_VALUE;
      int group = 0;
      int last = -1;
      for (var next = tailer.next();
          next.isPresent() && QueueTailer.cycle(tailer.lastReadIndex()) == day;
          next = tailer.next()) {
        ParameterSnapshot snapshot = next.get().snapshot();
        int sequence = Math.toIntExact(QueueTailer.sequence(tailer.lastReadIndex()));
        long timeUs = ChronoUnit.MICROS.between(Instant.EPOCH, snapshot.time());
        group = next.get().isKey() ? sequence : group;
        if (isNearAnEvent(timeUs)) {
          copied.set(group, sequence + 1);
        }
        if (density.stretch(timeUs) != stretch) {
          stretch = density.stretch(timeUs);
          kept.set(sequence);
        }
        Continuation continuation = snapshot.continuation();
        if (continuation.optimizerState().length() > 0
            && density.stretch(timeUs) != memoryStretch) {
          memoryStretch = density.stretch(timeUs);
          kept.set(sequence);
        }
        if (continuation.steadySince() > lastStep) {
          kept.set(last);
          kept.set(sequence);
        }
        last = sequence;
        lastStep = snapshot.step();
      }
      if (last >= 0) {
        kept.set(last);
      }
    }
  }

  private boolean isNearAnEvent(long timeUs) {
    int at = Arrays.binarySearch(eventTimesUs, timeUs - neighbourhoodUs);
    int next = at >= 0 ? at : -at - 1;
    return next < eventTimesUs.length && eventTimesUs[next] <= timeUs + neighbourhoodUs;
  }

  private void write(EntryTailer tailer, Path directory) {
    ExampleWindow window = new ExampleWindow();
    Output output = null;
    try {
      int expected = 0;
      for (var next = tailer.next();
          next.isPresent() && QueueTailer.cycle(tailer.lastReadIndex()) == day;
          next = tailer.next()) {
        EntryTailer.Entry entry = next.get();
        int sequence = Math.toIntExact(QueueTailer.sequence(tailer.lastReadIndex()));
        if (entry.isKey()) {
          window.restart(entry.snapshot().recentExamples());
        } else {
          window.add(entry.snapshot().recentExamples());
        }
        if (output == null) {
          output = new Output(directory, RunJournal.largestExcerpt(entry.snapshot()));
        }
        for (int lost = expected; lost < sequence; lost++) {
          if (copied.get(lost)) {
            output.append(LOST_EXCERPT, LOST_EXCERPT.length);
          }
        }
        expected = sequence + 1;
        if (copied.get(sequence)) {
          EntryBuffer excerpt = tailer.excerpt();
          output.append(excerpt.array(), excerpt.limit());
        } else if (kept.get(sequence)) {
          KeyEntry key =
              KeyEntry.of(entry.snapshot(), entry.key().plane(), entry.key().examplesPerStep());
          EntryCodec.writeKey(key, entry.snapshot(), window.shown(), buffer);
          output.append(buffer.array(), buffer.position());
        }
      }
    } finally {
      if (output != null) {
        output.close();
      }
    }
  }

  /// Writes the notes that stay: all events, and the first metrics of each stretch.
  ///
  /// @param directory an empty one, which then holds one file
  /// @return that file, or empty if there are no notes of the day
  Optional<Path> writeNotes(Path directory) throws IOException {
    Path queue = NoteTailer.directory(runDirectory);
    if (!Files.exists(QueueTailer.file(queue, day))) {
      return Optional.empty();
    }
    Files.createDirectories(directory);
    boolean written = false;
    long stretch = Long.MIN_VALUE;
    try (NoteTailer tailer = new NoteTailer(runDirectory);
        Output output = new Output(directory, NoteJournal.EXCERPT_BYTES)) {
      if (!tailer.moveTo(QueueTailer.index(day, 0))) {
        return Optional.empty();
      }
      for (var next = tailer.next();
          next.isPresent() && QueueTailer.cycle(tailer.lastReadIndex()) == day;
          next = tailer.next()) {
        long noteStretch = stretch(next.get(), stretch);
        if (next.get().isEvent() || noteStretch != stretch) {
          stretch = next.get().isEvent() ? stretch : noteStretch;
          output.append(tailer.excerpt().array(), tailer.excerpt().limit());
          written = true;
        }
      }
    }
    return written ? Optional.of(QueueTailer.file(directory, day)) : Optional.empty();
  }

  private long stretch(NoteCodec.Raw note, long otherwise) {
    try {
      return note.decode() instanceof RunNote.Measured measured
          ? density.stretch(ChronoUnit.MICROS.between(Instant.EPOCH, measured.metrics().time()))
          : otherwise;
    } catch (MalformedEventException e) {
      return otherwise;
    }
  }

  /// A queue with the file of one day.
  private final class Output implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;

    Output(Path directory, long excerptBytes) {
      queue = ChronicleQueues.openToAppend(directory, excerptBytes, () -> (long) day * CYCLE_MS);
      appender = queue.createAppender();
    }

    void append(byte[] excerpt, int length) {
      Bytes<byte[]> bytes = Bytes.wrapForRead(excerpt);
      bytes.readLimit(length);
      appender.writeBytes(bytes);
    }

    @Override
    public void close() {
      appender.close();
      queue.close();
    }
  }
}
