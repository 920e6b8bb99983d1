package dev.carve.sampler.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A run in one file that opens on any machine, version 1, little-endian.
///
/// ```
///  0  8 × u8  "CARVERUN"
///  8  u32     version = 1
/// 12  records until the end of the file, each:
///     u32     length n of the payload
///     u32     CRC32C of kind and payload
///     u8      kind
///     n × u8  payload
/// ```
///
/// Integers in payloads are varints, as in EntryBuffer. Kinds, in this order:
///
/// ```
/// 1 run     first: text run, model | largest excerpt in bytes
/// 2 day     days since 1970: where the entries after it lie
/// 3 entry   one snapshot as EntryCodec has it, after a day
/// 4 lost    an entry that could not be read; it keeps the place, for later ones count back to their key entry
/// 5 notes   days since 1970: where the notes after it lie; no entry follows
/// 6 note    one event or metrics record as NoteCodec has it
/// 7 end     last: entries | lost entries | notes
/// 8 words   after the run, if people wrote about it: text name | tags n | n × text tag | text note
/// ```
final class RunFile {
  static final int RUN = 1;
  static final int DAY = 2;
  static final int ENTRY = 3;
  static final int LOST = 4;
  static final int NOTE_DAY = 5;
  static final int NOTE = 6;
  static final int END = 7;
  static final int DESCRIPTION = 8;

  private static final byte[] MAGIC = "CARVERUN".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LARGEST_PAYLOAD = ChronicleQueues.LARGEST_EXCERPT;
  private static final int RECORD_HEADER = 9;

  private RunFile() {}

  /// Writes records one after the other.
  static final class Writer {
    private final DataOutputStream out;

    Writer(DataOutputStream out) throws IOException {
      this.out = out;
      out.write(MAGIC);
      out.writeInt(Integer.reverseBytes(VERSION));
    }

    void write(int kind, byte[] payload, int length) throws IOException {
      out.writeInt(Integer.reverseBytes(length));
      out.writeInt(Integer.reverseBytes(checksum(kind, payload, length)));
      out.writeByte(kind);
      out.write(payload, 0, length);
    }

    void write(int kind, EntryBuffer payload) throws IOException {
      write(kind, payload.array(), payload.position());
    }
  }

  /// Reads records one after the other.
  static final class Reader {
    private final DataInputStream in;
    private final EntryBuffer payload = new EntryBuffer(4096);
    private long position;

    /// @throws InvalidRunFileException if it is no run
    Reader(DataInputStream in) throws IOException {
      this.in = in;
      byte[] start = in.readNBytes(MAGIC.length + Integer.BYTES);
      if (!Arrays.equals(start, 0, Math.min(start.length, MAGIC.length), MAGIC, 0, MAGIC.length)
          || start.length < MAGIC.length + Integer.BYTES) {
        throw new InvalidRunFileException("it must begin with CARVERUN and a version");
      }
      int version = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length);
      if (version != VERSION) {
        throw new InvalidRunFileException("its version must be 1: version=" + version);
      }
      position = start.length;
    }

    /// The payload of the record that was read last.
    EntryBuffer payload() {
      return payload;
    }

    /// How many bytes were read.
    long position() {
      return position;
    }

    /// Reads the next record.
    ///
    /// @return its kind; empty at the end of the file
    /// @throws InvalidRunFileException if the file is damaged
    Optional<Integer> next() throws IOException {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      try {
        byte[] header = new byte[RECORD_HEADER];
        header[0] = (byte) first;
        in.readFully(header, 1, RECORD_HEADER - 1);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int length = fields.getInt(0);
        int kind = header[RECORD_HEADER - 1];
        if (length < 0 || length > LARGEST_PAYLOAD) {
          throw damaged(
              "a record must have from 0 to %d bytes: bytes=%d".formatted(LARGEST_PAYLOAD, length));
        }
        in.readFully(payload.accept(length), 0, length);
        if (fields.getInt(Integer.BYTES) != checksum(kind, payload.array(), length)) {
          throw damaged("the checksum of a record must hold");
        }
        position += RECORD_HEADER + length;
        return Optional.of(kind);
      } catch (EOFException e) {
        throw damaged("the last record must be whole");
      }
    }

    /// What is wrong after the records read so far.
    InvalidRunFileException damaged(String rule) {
      return new InvalidRunFileException("%s: position=%d".formatted(rule, position));
    }
  }

  private static int checksum(int kind, byte[] payload, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(kind);
    checksum.update(payload, 0, length);
    return (int) checksum.getValue();
  }
}
