package dev.carve.sampler.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Runs whose journal refused a record, and when to try again.
///
/// Nothing at or behind the first refused offset of a partition is committed, so that no record is
/// lost while Kafka keeps it; trying again means reading on from there. The pause doubles from five
/// seconds to five minutes, for as long as it takes. When all runs that were tried are refused
/// again at once, reading goes on where it was before, so that a long refusal costs little. Owned
/// by the consumer thread.
final class JournalRetries {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// Where records come from.
  record Source(String topic, int partition) {}

  /// The records of a run in one topic.
  private record Stream(String topic, String run) {}

  /// A run that is waiting for its next try.
  ///
  /// @param source where its records come from
  /// @param offset of the first refused one
  /// @param next when it is tried again
  private record Refused(Source source, long offset, Instant next) {}

  /// A partition that is being read again.
  private static final class Retry {
    private final Set<Stream> pending = new HashSet<>();
    private final long positionBefore;
    private boolean worthwhile;

    private Retry(long positionBefore) {
      this.positionBefore = positionBefore;
    }
  }

  private final Map<Stream, Refused> refused = new HashMap<>();
  private final Map<Source, Retry> retries = new HashMap<>();
  private final Map<Stream, Duration> tried = new HashMap<>();

  boolean isEmpty() {
    return refused.isEmpty();
  }

  boolean isRefused(String topic, String run) {
    return refused.containsKey(new Stream(topic, run));
  }

  /// Notes that a run's journal refused a record.
  ///
  /// @return whether this is news, as opposed to one more try in vain
  boolean refuse(String run, Source source, long offset, Instant now) {
    Stream stream = new Stream(source.topic(), run);
    Duration before = tried.get(stream);
    Duration pause = before == null ? FIRST_PAUSE : longer(before);
    refused.put(stream, new Refused(source, offset, now.plus(pause)));
    tried.put(stream, pause);
    Retry retry = retries.get(source);
    if (retry != null) {
      retry.pending.remove(stream);
    }
    return before == null;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /// Notes that a run's journal took a record.
  ///
  /// @return whether it had refused one before
  boolean succeed(String run, Source source) {
    Stream stream = new Stream(source.topic(), run);
    if (tried.isEmpty() || tried.remove(stream) == null) {
      return false;
    }
    Retry retry = retries.get(source);
    if (retry != null) {
      retry.worthwhile = true;
    }
    return true;
  }

  /// The offset up to which a partition may be committed, if there is a limit.
  Optional<Long> firstRefused(Source source) {
    return refused.values().stream()
        .filter(run -> run.source().equals(source))
        .map(Refused::offset)
        .min(Long::compare);
  }

  /// The partitions in which a try is due, with the offset to read on from; their runs are no
  /// longer refused.
  ///
  /// @param position the offset that would be read next in a partition
  Map<Source, Long> takeDue(Instant now, ToLongFunction<Source> position) {
    Map<Source, Long> due = new HashMap<>();
    refused.forEach((stream, run) -> {
      if (!run.next().isAfter(now)) {
        due.merge(run.source(), run.offset(), Math::min);
        retries
            .computeIfAbsent(run.source(), source -> new Retry(position.applyAsLong(source)))
            .pending
            .add(stream);
      }
    });
    refused.values().removeIf(run -> !run.next().isAfter(now));
    return due;
  }

  /// The partitions in which every run that was tried again was refused again, with the offset to
  /// go back to: nothing before it is news to anybody.
  Map<Source, Long> takeInVain() {
    Map<Source, Long> inVain = new HashMap<>();
    retries.forEach((source, retry) -> {
      if (retry.pending.isEmpty() && !retry.worthwhile) {
        inVain.put(source, retry.positionBefore);
      }
    });
    retries.values().removeIf(retry -> retry.pending.isEmpty() || retry.worthwhile);
    return inVain;
  }

  /// Forgets the runs of a partition that another consumer reads now.
  void forget(Source source) {
    retries.remove(source);
    refused
        .entrySet()
        .removeIf(run -> {
          boolean forgotten = run.getValue().source().equals(source);
          if (forgotten) {
            tried.remove(run.getKey());
          }
          return forgotten;
        });
  }
}
