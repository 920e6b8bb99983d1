package dev.carve.trainer;

import dev.carve.trainer.training.MinibatchHistory;
import dev.carve.trainer.training.NoLongerKeptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One partition of topic `minibatches` in memory, which can be made to forget.
public final class KeptMinibatches implements MinibatchHistory {
  private static final byte[] NOTHING = new byte[0];

  private final List<Kept> records = new ArrayList<>();
  private long firstKept;
  private int openReadings;

  KeptMinibatches() {}

  private static final class Kept {
    private final byte[] key;
    private final byte[] value;
    private final long timeMs;

    Kept(byte @Nullable [] key, byte @Nullable [] value, long timeMs) {
      this.key = Objects.requireNonNullElse(key, NOTHING);
      this.value = Objects.requireNonNullElse(value, NOTHING);
      this.timeMs = timeMs;
    }
  }

  void add(byte @Nullable [] key, byte @Nullable [] value, long timeMs) {
    records.add(new Kept(key, value, timeMs));
  }

  /// Deletes the oldest records.
  ///
  /// @param offset of the first record that stays
  public void deleteBefore(long offset) {
    firstKept = offset;
  }

  /// {@return how many readings have not been closed}
  public int openReadings() {
    return openReadings;
  }

  @Override
  public Reading open(int partition, long offset, int mostRecords) {
    openReadings++;
    return new Reading() {
      private long next = offset;

      @Override
      public void poll(Sink sink) {
        if (next < firstKept) {
          throw new NoLongerKeptException(next, firstKept);
        }
        long end = Math.min(records.size(), next + mostRecords);
        while (next < end) {
          Kept kept = records.get((int) next);
          sink.take(kept.key, kept.value, next, kept.timeMs);
          next++;
        }
      }

      @Override
      public void close() {
        openReadings--;
      }
    };
  }
}
