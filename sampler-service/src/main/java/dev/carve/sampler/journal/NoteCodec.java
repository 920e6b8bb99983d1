package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.Topics;

/// Notes as excerpts of a Chronicle Queue, version 1, little-endian.
///
/// Every note says how far all notes up to it reach, so that the last one alone tells an appender
/// where to go on.
///
/// ```
///  0  u32     CRC32C of all that follows
///  4  u8      version = 1
///  5  u8      kind: 1 event, 2 metrics
///  6  signed  partition of the newest event, -1 for none
///     signed  its offset
///     signed  examplesSeen of the newest metrics, -1 for none
///     signed  their step
///     u8      1 if they were the last of a bounded input
///     varint  length of the value
///     bytes   value: the record as topic `events` or `metrics` has it
/// ```
final class NoteCodec {
  private static final int VERSION = 1;
  private static final int EVENT = 1;
  private static final int METRICS = 2;

  private NoteCodec() {}

  /// A note whose record was not decoded yet.
  static final class Raw {
    private final int kind;
    private final NotePosition position;
    private final byte[] value;

    private Raw(int kind, NotePosition position, byte[] value) {
      this.kind = kind;
      this.position = position;
      this.value = value;
    }

    /// How far the notes reach with it.
    NotePosition position() {
      return position;
    }

    boolean isEvent() {
      return kind == EVENT;
    }

    /// The note.
    ///
    /// @throws MalformedEventException if its record is none
    RunNote decode() {
      return isEvent()
          ? new RunNote.Happened(
              position.eventPartition(),
              position.eventOffset(),
              Topics.EVENTS.codec().decode(value))
          : new RunNote.Measured(Topics.METRICS.codec().decode(value));
    }
  }

  /// Writes a note.
  ///
  /// @param position how far the notes reach with it
  static void write(RunNote note, NotePosition position, EntryBuffer into) {
    byte[] value =
        switch (note) {
          case RunNote.Happened happened -> Topics.EVENTS.codec().encode(happened.event());
          case RunNote.Measured measured -> Topics.METRICS.codec().encode(measured.metrics());
        };
    into.clear();
    into.writeInt(0);
    into.writeByte(VERSION);
    into.writeByte(note instanceof RunNote.Happened ? EVENT : METRICS);
    into.writeSigned(position.eventPartition());
    into.writeSigned(position.eventOffset());
    into.writeSigned(position.examplesSeen());
    into.writeSigned(position.step());
    into.writeByte(position.ended() ? 1 : 0);
    into.writeBytes(value);
    into.setInt(0, into.checksum(Integer.BYTES, into.position()));
  }

  /// Reads a note.
  ///
  /// @throws MalformedEventException if the excerpt is none
  static Raw read(EntryBuffer from) {
    if (!EntryCodec.isIntact(from)) {
      throw new MalformedEventException("checksum must hold: bytes=" + from.remaining());
    }
    from.readInt();
    int version = from.readByte();
    if (version != VERSION) {
      throw new MalformedEventException("note must have version 1: version=%d".formatted(version));
    }
    int kind = from.readByte();
    if (kind != EVENT && kind != METRICS) {
      throw new MalformedEventException("note must be of kind 1 or 2: kind=%d".formatted(kind));
    }
    NotePosition position =
        new NotePosition(
            (int) from.readSigned(),
            from.readSigned(),
            from.readSigned(),
            from.readSigned(),
            from.readByte() == 1);
    return new Raw(kind, position, from.readBytes());
  }
}
