package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
/// u32 CRC32C of all that follows | u8 version = 2 | i64 lastIndex | snapshots | bytes | text model, spec
/// point first | point last | width exponent | bins n
/// n × { number | 6 × { u8 which of the six it equals | the point, if it equals none before } }
/// point: step | signed timeUs | f64 loss | f64 accuracy | f64 learningRate | examplesSeen
/// ```
///
/// The six are the first of a bin, those of lowest and highest loss, of lowest and highest
/// accuracy, and the last. Version 1 had no last one.
final class RunCheckpoint {
  private static final int VERSION = 2;
  private static final int POINTS_WITHOUT_LAST = 5;
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
    buffer.writeVarint(history.bins().widthExponent());
    buffer.writeVarint(history.bins().bins().size());
    history.bins().bins().forEach(bin -> write(bin, buffer));
    buffer.setInt(0, buffer.checksum(Integer.BYTES, buffer.position()));
  }

  private static RunIndex readFrom(EntryBuffer buffer) {
    buffer.readInt();
    int version = buffer.readByte();
    if (version < 1 || version > VERSION) {
      throw new MalformedEventException("version must be 1 or 2: version=%d".formatted(version));
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
    int points = version == 1 ? POINTS_WITHOUT_LAST : POINTS_WITHOUT_LAST + 1;
    List<ChartBin<HistoryPoint>> bins = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      bins.add(readBin(buffer, points));
    }
    return new RunIndex(
        new RunHistory(bins, widthExponent, last),
        new RunIndex.Extent(lastIndex, snapshots, bytes, first, model, spec));
  }

  /* In a bin of one point, or of few, most of the six are the same. */
  private static void write(ChartBin<HistoryPoint> bin, EntryBuffer buffer) {
    List<HistoryPoint> six = new ArrayList<>(bin.extremes());
    six.addFirst(bin.first());
    six.addLast(bin.last());
    buffer.writeVarint(bin.number());
    for (int i = 0; i < six.size(); i++) {
      int same = six.indexOf(six.get(i));
      buffer.writeByte(same);
      if (same == i) {
        write(six.get(i), buffer);
      }
    }
  }

  private static ChartBin<HistoryPoint> readBin(EntryBuffer buffer, int count) {
    long number = buffer.readVarint();
    List<HistoryPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int same = buffer.readByte();
      if (same > i) {
        throw new MalformedEventException("a point must repeat an earlier one: %d".formatted(same));
      }
      points.add(same == i ? readPoint(buffer) : points.get(same));
    }
    return new ChartBin<>(
        number,
        points.getFirst(),
        Collections.max(points, Comparator.comparingLong(HistoryPoint::step)),
        List.copyOf(points.subList(1, POINTS_WITHOUT_LAST)));
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
