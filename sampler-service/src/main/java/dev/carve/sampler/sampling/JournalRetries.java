package dev.carve.sampler.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Runs whose journal refused a snapshot, and when to try again.
///
/// Nothing at or behind the first refused offset of a partition is committed, so that no snapshot
/// is lost while Kafka keeps it; trying again means reading on from there. The pause doubles from
/// five seconds to five minutes. Owned by the consumer thread.
final class JournalRetries {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// A run that is waiting for its next try.
  ///
  /// @param partition where its snapshots come from
  /// @param offset of the first refused one
  /// @param pause before the next try
  /// @param next when that is
  private record Refused(int partition, long offset, Duration pause, Instant next) {}

  private final Map<String, Refused> refused = new HashMap<>();
  private final Map<String, Duration> tried = new HashMap<>();

  boolean isEmpty() {
    return refused.isEmpty();
  }

  boolean isRefused(String run) {
    return refused.containsKey(run);
  }

  /// Notes that a run's journal refused a snapshot.
  ///
  /// @return whether this is news, as opposed to one more try in vain
  boolean refuse(String run, int partition, long offset, Instant now) {
    Duration before = tried.get(run);
    Duration pause = before == null ? FIRST_PAUSE : longer(before);
    refused.put(run, new Refused(partition, offset, pause, now.plus(pause)));
    tried.put(run, pause);
    return before == null;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /// Notes that a run's journal took a snapshot.
  ///
  /// @return whether it had refused one before
  boolean succeed(String run) {
    return tried.remove(run) != null;
  }

  /// The offset up to which a partition may be committed, if there is a limit.
  Optional<Long> firstRefused(int partition) {
    return refused.values().stream()
        .filter(run -> run.partition() == partition)
        .map(Refused::offset)
        .min(Long::compare);
  }

  /// The partitions in which a try is due, with the offset to read on from; their runs are no
  /// longer refused.
  Map<Integer, Long> takeDue(Instant now) {
    Map<Integer, Long> due = new HashMap<>();
    for (Refused run : refused.values()) {
      if (!run.next().isAfter(now)) {
        due.merge(run.partition(), run.offset(), Math::min);
      }
    }
    refused.values().removeIf(run -> due.containsKey(run.partition()) && !run.next().isAfter(now));
    return due;
  }

  /// Forgets the runs of a partition that another consumer reads now.
  void forget(int partition) {
    refused.values().removeIf(run -> run.partition() == partition);
  }
}
