package dev.carve.sampler.replay;

import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.sampling.FrameEvaluation;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Evaluates entries side by side, on as many cores as are free.
///
/// An evaluation is taken by one thread at a time and then given back, so that there are no more of
/// them than threads that evaluate at once. May be used by any number of threads.
final class FrameEvaluations {
  private final int gridPoints;
  private final Queue<FrameEvaluation> idle = new ConcurrentLinkedQueue<>();

  FrameEvaluations(int gridPoints) {
    this.gridPoints = gridPoints;
  }

  /// The frames of some entries as topic `frames` has them, in the same order.
  List<byte[]> encode(List<JournalEntry> entries) {
    return entries.size() > 1
        ? entries.parallelStream().map(this::encode).toList()
        : entries.stream().map(this::encode).toList();
  }

  private byte[] encode(JournalEntry entry) {
    FrameEvaluation taken = idle.poll();
    FrameEvaluation evaluation = taken == null ? new FrameEvaluation(gridPoints) : taken;
    try {
      return Topics.FRAMES.codec().encode(evaluation.evaluate(entry));
    } finally {
      idle.add(evaluation);
    }
  }
}
