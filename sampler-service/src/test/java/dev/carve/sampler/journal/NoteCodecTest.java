package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ModelEvent;
import dev.carve.sampler.Notes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoteCodecTest {
  private static final long SEED = 20260302;

  private final Notes notes = Notes.of("spirals", "spirals-1");

  @Test
  void shouldReadWhatWasWritten() {
    Random random = new Random(SEED);
    EntryBuffer buffer = new EntryBuffer(16);
    NotePosition position = NotePosition.NONE;
    for (int i = 0; i < 2_000; i++) {
      RunNote note = any(random, i);
      position = position.with(note);
      NoteCodec.write(note, position, buffer);

      NoteCodec.Raw read = NoteCodec.read(readable(buffer));

      assertThat(read.position()).as("seed=%d", SEED).isEqualTo(position);
      assertThat(read.decode()).isEqualTo(note);
    }
  }

  @Test
  void shouldRefuseANoteOfWhichOneBitChangedOrAByteIsMissing() {
    EntryBuffer buffer = new EntryBuffer(16);
    RunNote note = any(new Random(SEED), 3);
    NoteCodec.write(note, NotePosition.NONE.with(note), buffer);
    byte[] sound = Arrays.copyOf(buffer.array(), buffer.position());
    for (int bit = 0; bit < 8 * sound.length; bit++) {
      byte[] changed = sound.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(changed);
    }
    for (int length = 0; length < sound.length; length++) {
      assertRefused(Arrays.copyOf(sound, length));
    }
  }

  private static void assertRefused(byte[] bytes) {
    EntryBuffer buffer = new EntryBuffer(bytes.length);
    System.arraycopy(bytes, 0, buffer.accept(bytes.length), 0, bytes.length);
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> NoteCodec.read(buffer));
  }

  private RunNote any(Random random, int i) {
    if (random.nextBoolean()) {
      return new RunNote.Measured(notes.metrics(i));
    }
    ModelEvent.Type[] types = ModelEvent.Type.values();
    return new RunNote.Happened(
        random.nextInt(100),
        random.nextLong(Long.MAX_VALUE),
        notes.event(random.nextLong(1L << 30), types[random.nextInt(types.length)]));
  }

  private static EntryBuffer readable(EntryBuffer written) {
    int length = written.position();
    EntryBuffer copy = new EntryBuffer(length);
    System.arraycopy(written.array(), 0, copy.accept(length), 0, length);
    return copy;
  }
}
