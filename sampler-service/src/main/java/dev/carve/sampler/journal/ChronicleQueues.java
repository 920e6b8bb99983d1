package dev.carve.sampler.journal;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/// How Carve opens Chronicle Queues: one file a UTC day, small blocks, no announcements.
///
/// A day's file begins with an index of 64 KiB at most and grows by one block at a time, so that a
/// run of a thousand small snapshots takes well under a megabyte, and one of months a hundred
/// files. An excerpt must fit into a quarter of a block. A reader maps larger blocks than the
/// appender, which changes nothing in the file, because it does not know how large the excerpts are
/// before it has read one.
final class ChronicleQueues {
  /// The largest excerpt that can be journalled.
  static final int LARGEST_EXCERPT = 64 << 20;

  static final RollCycles ROLL_CYCLE = RollCycles.FAST_DAILY;

  private static final long SMALLEST_BLOCK = 256L << 10;
  private static final long LARGEST_BLOCK = 4L * LARGEST_EXCERPT;
  private static final long LOCK_TIMEOUT_MS = 1_000;

  // Held here, for a logger that nobody holds forgets its level.
  private static final Logger CLEANER_LOG =
      Logger.getLogger(
          "net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

  static {
    CLEANER_LOG.setLevel(Level.OFF);
    setUnlessGiven("chronicle.analytics.disable", "true");
    setUnlessGiven("chronicle.announcer.disable", "true");
    // Two appenders are kept apart by a file lock (AppenderLock). What a killed one left locked
    // inside the queue names a
    // process id, which may belong to a living process by now.
    setUnlessGiven("queue.force.unlock.mode", "ALWAYS");
  }

  private ChronicleQueues() {}

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /// Lets Chronicle add its shutdown hook now, which it cannot while the process is ending: the
  /// first queue may be opened for what comes in last.
  static void prepare() {
    BackgroundResourceReleaser.releasePendingResources();
  }

  static SingleChronicleQueue openToAppend(
      Path directory, long excerptBytes, LongSupplier currentTimeMs) {
    TimeProvider time = currentTimeMs::getAsLong;
    return builder(directory).blockSize(blockSize(excerptBytes)).timeProvider(time).build();
  }

  static SingleChronicleQueue openToRead(Path directory) {
    return builder(directory).blockSize(LARGEST_BLOCK).readOnly(true).build();
  }

  /// Makes the list that a queue keeps of its files agree with them; nobody may append meanwhile.
  static void refreshListing(Path directory) {
    try (SingleChronicleQueue queue = openToAppend(directory, 1, () -> 0)) {
      queue.refreshDirectoryListing();
    }
  }

  private static SingleChronicleQueueBuilder builder(Path directory) {
    return SingleChronicleQueueBuilder.binary(directory.toFile())
        .rollCycle(ROLL_CYCLE)
        .timeoutMS(LOCK_TIMEOUT_MS);
  }

  private static long blockSize(long excerptBytes) {
    long wanted = Long.highestOneBit(Math.max(1, 8 * excerptBytes)) << 1;
    return Math.clamp(wanted, SMALLEST_BLOCK, LARGEST_BLOCK);
  }
}
