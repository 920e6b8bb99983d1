package dev.carve.sampler.replay;

import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Evaluates entries side by side, on as many cores as are free.
///
/// An evaluation is taken by one thread at a time and then given back, so that there are no more of
/// them than threads that evaluate at once. May be used by any number of threads.
final class FrameEvaluations {
  private final Supplier<FrameEvaluation> another;
  private final Queue<FrameEvaluation> idle = new ConcurrentLinkedQueue<>();

  /// None yet.
  ///
  /// @param another makes one more, equal to all others
  FrameEvaluations(Supplier<FrameEvaluation> another) {
    this.another = another;
  }

  /// The frames of some entries as topic `frames` has them, in the same order.
  List<byte[]> encode(List<JournalEntry> entries) {
    return entries.size() > 1
        ? entries.parallelStream().map(this::encode).toList()
        : entries.stream().map(this::encode).toList();
  }

  private byte[] encode(JournalEntry entry) {
    FrameEvaluation taken = idle.poll();
    FrameEvaluation evaluation = taken == null ? another.get() : taken;
    try {
      return Topics.FRAMES.codec().encode(evaluation.evaluate(entry));
    } finally {
      idle.add(evaluation);
    }
  }
}
