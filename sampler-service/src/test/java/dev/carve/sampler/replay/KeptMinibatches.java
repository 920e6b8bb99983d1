package dev.carve.sampler.replay;

import dev.carve.core.event.Minibatch;
import dev.carve.core.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One partition of topic `minibatches` in memory, which can be made to forget.
public final class KeptMinibatches implements MinibatchSource {
  private final List<KeptMinibatch> records = new ArrayList<>();
  private long firstKept;
  private int open;

  /// Adds a record.
  ///
  /// @param model its key
  /// @param value anything
  /// @param timeMs its time
  /// @return its offset
  public long add(String model, byte[] value, long timeMs) {
    long offset = records.size();
    records.add(new KeptMinibatch(model.getBytes(StandardCharsets.UTF_8), value, offset, timeMs));
    return offset;
  }

  /// Puts another minibatch in a record's place.
  ///
  /// @param offset which record
  /// @param minibatch what it holds from now on
  public void replace(long offset, Minibatch minibatch) {
    KeptMinibatch old = records.get((int) offset);
    records.set(
        (int) offset,
        new KeptMinibatch(
            old.key().getBytes(StandardCharsets.UTF_8),
            Topics.MINIBATCHES.codec().encode(minibatch),
            offset,
            old.timeMs()));
  }

  /// {@return a record}
  ///
  /// @param offset which one
  public KeptMinibatch get(long offset) {
    return records.get((int) offset);
  }

  /// Deletes the oldest records.
  ///
  /// @param offset of the first record that stays
  public void deleteBefore(long offset) {
    firstKept = offset;
  }

  /// {@return how many readings have not been closed}
  public int open() {
    return open;
  }

  @Override
  public Reading open(int partition) {
    open++;
    return new Reading() {
      private long next;

      @Override
      public long firstKept() {
        return firstKept;
      }

      @Override
      public long end() {
        return records.size();
      }

      @Override
      public void seek(long offset) {
        next = offset;
      }

      @Override
      public Optional<KeptMinibatch> next() {
        if (next >= records.size()) {
          return Optional.empty();
        }
        if (next < firstKept) {
          throw new MinibatchesUnavailableException("deleted: offset=" + next, null);
        }
        return Optional.of(records.get((int) next++));
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
