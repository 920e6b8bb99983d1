package dev.carve.benchmarks.report;

import static dev.carve.benchmarks.report.MarkdownTable.number;

import dev.carve.benchmarks.measurement.MemoryUse;
import dev.carve.benchmarks.viewers.ViewersResult;
import java.util.List;
import java.util.function.ToLongFunction;

/// What viewers of a live model get and cost, for people.
final class ViewersTable {
  private static final double BYTES_A_MEGABYTE = 1e6;

  private ViewersTable() {}

  static void append(StringBuilder text, List<ViewersResult> results) {
    if (results.isEmpty()) {
      return;
    }
    MarkdownTable frames =
        new MarkdownTable(
            "viewers",
            "stalled",
            "published/s",
            "frames/s, fewest",
            "median",
            "bytes/frame",
            "MB/s, all",
            "pause, ms",
            "p50, ms",
            "p99, ms",
            "max, ms");
    MarkdownTable costs =
        new MarkdownTable(
            "viewers",
            "stalled",
            "seconds",
            "lag, first",
            "last",
            "most",
            "dashboard, cores",
            "viewers, cores",
            "heap, MB",
            "direct, MB",
            "resident, MB");
    for (ViewersResult result : results) {
      frames.add(
          "%,d".formatted(result.viewers()),
          "%d".formatted(result.stalled()),
          number(result.published()),
          number(result.fewest()),
          number(result.median()),
          "%,.0f".formatted(result.frameBytes()),
          number(result.viewers() * result.median() * result.frameBytes() / BYTES_A_MEGABYTE),
          "%,d".formatted(result.longestPauseMs()),
          number(result.medianMs()),
          number(result.p99Ms()),
          number(result.mostMs()));
      costs.add(
          "%,d".formatted(result.viewers()),
          "%d".formatted(result.stalled()),
          "%.0f".formatted(result.seconds()),
          "%,d".formatted(result.lag().getFirst()),
          "%,d".formatted(result.lag().getLast()),
          "%,d".formatted(result.lag().stream().mapToLong(Long::longValue).max().orElse(0)),
          number(result.dashboardCores()),
          number(result.viewerCores()),
          course(result.memory(), MemoryUse::heapBytes),
          course(result.memory(), MemoryUse::directBytes),
          course(result.memory(), MemoryUse::residentBytes));
    }
    text.append(
        """

        ## Viewers of a live model, 2-8-8-2, beside %,.0f minibatches/s

        %s
        Broker, trainer with sampler, dashboard, producer and all viewers share this machine. Pause: the longest of any viewer without
        a frame. Latency: from when a frame's newest minibatch was due until a viewer had all of the frame.

        %s
        Lag: minibatches that the trainer has not committed. Memory of the dashboard: first → last (most); heap after full collections.
        """
            .formatted(results.getFirst().minibatchesPerSecond(), frames, costs));
  }

  private static String course(List<MemoryUse> memory, ToLongFunction<MemoryUse> figure) {
    return "%.0f → %.0f (%.0f)"
        .formatted(
            figure.applyAsLong(memory.getFirst()) / BYTES_A_MEGABYTE,
            figure.applyAsLong(memory.getLast()) / BYTES_A_MEGABYTE,
            memory.stream().mapToLong(figure).max().orElse(0) / BYTES_A_MEGABYTE);
  }
}
