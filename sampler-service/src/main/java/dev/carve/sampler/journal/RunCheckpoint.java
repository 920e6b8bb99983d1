package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A run's index in a file beside its queue, so that a run of millions of entries opens without
/// reading them.
///
/// The appender replaces the file now and then; what it lacks is read from the queue. A missing,
/// damaged or foreign file is as good as none. Layout, little-endian, integers as varints as in
/// EntryBuffer:
///
/// ```
/// u32 CRC32C of all that follows | u8 version = 1 | i64 lastIndex | snapshots | bytes | text model, spec
/// point first | point last | width exponent | bins n
/// n × { number | 5 × { u8 which of the five it equals | the point, if it equals none before } }
/// point: step | signed timeUs | f64 loss | f64 accuracy | f64 learningRate | examplesSeen
/// ```
final class RunCheckpoint {
  private static final int VERSION = 1;
  static final String FILE = "index.checkpoint";

  private RunCheckpoint() {}

  /// Writes what is known of a run, replacing what was there as one.
  ///
  /// @throws IOException if the file cannot be written
  static void write(Path directory, RunIndex index) throws IOException {
    if (index.extent().isEmpty()) {
      return;
    }
    EntryBuffer buffer = new EntryBuffer(1 << 16);
    writeTo(buffer, index, index.extent().get());
    Path next = directory.resolve(FILE + ".next");
    Files.write(next, Arrays.copyOf(buffer.array(), buffer.position()));
    Files.move(
        next,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// What was known of a run when its file was last written, if there is one.
  static Optional<RunIndex> read(Path directory) {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(FILE));
      EntryBuffer buffer = new EntryBuffer(bytes.length);
      System.arraycopy(bytes, 0, buffer.accept(bytes.length), 0, bytes.length);
      return EntryCodec.isIntact(buffer) ? Optional.of(readFrom(buffer)) : Optional.empty();
    } catch (IOException | MalformedEventException e) {
      return Optional.empty();
    }
  }

  private static void writeTo(EntryBuffer buffer, RunIndex index, RunIndex.Extent extent) {
    buffer.writeInt(0);
    buffer.writeByte(VERSION);
    buffer.writeLong(extent.lastIndex());
    buffer.writeVarint(extent.snapshots());
    buffer.writeVarint(extent.bytes());
    buffer.writeText(extent.model());
    buffer.writeText(extent.spec());
    write(extent.first(), buffer);
    RunHistory history = index.history();
    write(history.last().orElse(extent.first()), buffer);
    buffer.writeVarint(history.widthExponent());
    buffer.writeVarint(history.bins().size());
    history.bins().forEach(bin -> write(bin, buffer));
    buffer.setInt(0, buffer.checksum(Integer.BYTES, buffer.position()));
  }

  private static RunIndex readFrom(EntryBuffer buffer) {
    buffer.readInt();
    int version = buffer.readByte();
    if (version != VERSION) {
      throw new MalformedEventException("version must be 1: version=%d".formatted(version));
    }
    long lastIndex = buffer.readLong();
    long snapshots = buffer.readVarint();
    long bytes = buffer.readVarint();
    String model = buffer.readText();
    String spec = buffer.readText();
    HistoryPoint first = readPoint(buffer);
    HistoryPoint last = readPoint(buffer);
    int widthExponent = (int) buffer.readVarint();
    int size = buffer.readLength();
    List<HistoryBin> bins = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      bins.add(readBin(buffer));
    }
    return new RunIndex(
        new RunHistory(bins, widthExponent, last),
        new RunIndex.Extent(lastIndex, snapshots, bytes, first, model, spec));
  }

  /* In a bin of one point, or of few, most of the five are the same. */
  private static void write(HistoryBin bin, EntryBuffer buffer) {
    List<HistoryPoint> five =
        List.of(
            bin.first(),
            bin.lowestLoss(),
            bin.highestLoss(),
            bin.lowestAccuracy(),
            bin.highestAccuracy());
    buffer.writeVarint(bin.number());
    for (int i = 0; i < five.size(); i++) {
      int same = five.indexOf(five.get(i));
      buffer.writeByte(same);
      if (same == i) {
        write(five.get(i), buffer);
      }
    }
  }

  private static HistoryBin readBin(EntryBuffer buffer) {
    long number = buffer.readVarint();
    List<HistoryPoint> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int same = buffer.readByte();
      if (same > i) {
        throw new MalformedEventException("a point must repeat an earlier one: %d".formatted(same));
      }
      five.add(same == i ? readPoint(buffer) : five.get(same));
    }
    return new HistoryBin(number, five.get(0), five.get(1), five.get(2), five.get(3), five.get(4));
  }

  private static void write(HistoryPoint point, EntryBuffer buffer) {
    buffer.writeVarint(point.step());
    buffer.writeSigned(point.timeUs());
    buffer.writeDouble(point.loss());
    buffer.writeDouble(point.accuracy());
    buffer.writeDouble(point.learningRate());
    buffer.writeVarint(point.examplesSeen());
  }

  private static HistoryPoint readPoint(EntryBuffer buffer) {
    return new HistoryPoint(
        buffer.readVarint(),
        buffer.readSigned(),
        buffer.readDouble(),
        buffer.readDouble(),
        buffer.readDouble(),
        buffer.readVarint());
  }
}
