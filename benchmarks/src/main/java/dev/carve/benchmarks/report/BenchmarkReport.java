package dev.carve.benchmarks.report;

import static dev.carve.benchmarks.report.MarkdownTable.number;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.benchmarks.journal.JournalResult;
import dev.carve.benchmarks.kernel.KernelResult;
import dev.carve.benchmarks.kernel.KernelResult.ContenderResult;
import dev.carve.benchmarks.kernel.SurfaceResult;
import dev.carve.benchmarks.latency.LatencyResult;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.benchmarks.page.PageResult;
import dev.carve.benchmarks.page.SoakResult;
import dev.carve.benchmarks.pipeline.PipelineResult;
import dev.carve.benchmarks.replay.ReplayResult;
import dev.carve.benchmarks.viewers.ViewersResult;
import java.util.List;

/// All results of one run. Parts that were not measured are empty.
///
/// @param machine where
/// @param quick whether it was measured for a short time only
/// @param kernels steps of stochastic gradient descent, by network
/// @param surfaces surfaces of all neurons
/// @param pipeline minibatches through the trainer, by network
/// @param latency from minibatch to frame, by rate
/// @param journal keeping a long run and finding its steps, by network
/// @param replay frames of a past run as fast as possible
/// @param viewers what viewers of a live model get and cost, by how many they are
/// @param page how late and how often the page draws
/// @param soak what the page kept
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BenchmarkReport(
    Machine machine,
    boolean quick,
    List<KernelResult> kernels,
    List<SurfaceResult> surfaces,
    List<PipelineResult> pipeline,
    List<LatencyResult> latency,
    List<JournalResult> journal,
    List<ReplayResult> replay,
    List<ViewersResult> viewers,
    List<PageResult> page,
    List<SoakResult> soak) {

  /// {@return the report for machines}
  public String toJson() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// {@return the report for people, in Markdown}
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %d cores, %s; %s; commit %s, %s, load before %.1f%s%n"
            .formatted(
                machine.processor(),
                machine.cores(),
                machine.system(),
                machine.java(),
                machine.commit(),
                machine.time(),
                machine.loadBefore(),
                quick ? "; quick, so only a first impression" : ""));
    kernels.forEach(result -> append(text, result));
    surfaces.forEach(result -> append(text, result));
    pipeline.forEach(result -> append(text, result));
    appendLatency(text);
    appendJournal(text);
    replay.forEach(result -> append(text, result));
    ViewersTable.append(text, viewers);
    page.forEach(result -> PageTables.append(text, result));
    soak.forEach(result -> PageTables.append(text, result));
    return text.toString();
  }

  private static void append(StringBuilder text, KernelResult result) {
    MarkdownTable table =
        new MarkdownTable(
            "contender",
            "steps/s",
            "steps/CPU-s",
            "Carve is",
            "GFLOP/s",
            "of peak",
            "bytes/step",
            "loss");
    double ours = result.contenders().getFirst().stepsPerCpuSecond();
    for (ContenderResult contender : result.contenders()) {
      table.add(
          contender.name(),
          number(contender.stepsPerSecond()),
          number(contender.stepsPerCpuSecond()),
          number(ours / contender.stepsPerCpuSecond()) + " ×",
          number(contender.gflops()),
          "%.0f %%".formatted(100 * contender.gflops() / result.peakGflops()),
          "%,.0f".formatted(contender.allocatedBytesPerStep()),
          "%.5f".formatted(contender.loss()));
    }
    text.append(
        """

        ## SGD step, %s, batch %d

        %s
        Peak of a core, measured: %s GFLOP/s. A step is %,.0f operations in matrix products. Loss: after %d steps, from %.5f.
        """
            .formatted(
                result.network(),
                result.batchSize(),
                table,
                number(result.peakGflops()),
                result.flopsPerStep(),
                result.lossSteps(),
                result.initialLoss()));
  }

  private static void append(StringBuilder text, ReplayResult result) {
    MarkdownTable table = new MarkdownTable("replay", "frames/s", "bytes/frame");
    table.add("forwards", number(result.framesPerSecond()), "%,.0f".formatted(result.frameBytes()));
    table.add(
        "backwards", number(result.backwardsPerSecond()), "%,.0f".formatted(result.frameBytes()));
    text.append(
        """

        ## Replay as fast as possible, %s

        %s
        From the journal, evaluated again, to a viewer in another process on the same machine.
        """
            .formatted(result.network(), table));
  }

  private static void append(StringBuilder text, SurfaceResult result) {
    MarkdownTable table =
        new MarkdownTable("contender", "CPU a frame, µs", "Carve is", "bytes/frame", "mean square");
    double ours = result.contenders().getFirst().cpuMicros();
    for (SurfaceResult.ContenderResult contender : result.contenders()) {
      table.add(
          contender.name(),
          number(contender.cpuMicros()),
          number(contender.cpuMicros() / ours) + " ×",
          "%,.0f".formatted(contender.allocatedBytes()),
          "%.5f".formatted(contender.meanSquare()));
    }
    MarkdownTable growth =
        new MarkdownTable("network", "grid", "processes", "frames/s", "10⁶ heights/s");
    for (SurfaceResult.Growth step : result.growth()) {
      growth.add(
          step.network(),
          "%d × %d".formatted(step.side(), step.side()),
          Integer.toString(step.processes()),
          number(step.framesPerSecond()),
          number(1e-6 * step.heightsPerSecond()));
    }
    text.append(
        """

        ## Surfaces of all neurons, %s at %d × %d

        %s
        The same pass for all, one thread each; mean square: of the heights of the first class. How Carve's throughput grows:

        %s\
        """
            .formatted(result.network(), result.side(), result.side(), table, growth));
  }

  private static void append(StringBuilder text, PipelineResult result) {
    MarkdownTable table =
        new MarkdownTable(
            "contender", "minibatches/s", "process CPU, µs", "thread CPU, µs", "bytes each");
    row(table, "trainer, exactly once", result.trainer());
    row(table, "no-op topology, exactly once", result.noOp());
    row(table, "plain consumer", result.consumer());
    row(table, "kernel alone", result.kernel());
    text.append(
        """

        ## Pipeline, %s, batch %d, %,d bytes a minibatch

        %s
        Trainer / (no-op + kernel): %.2f by the process's processor time, %.2f by the stream thread's. Each round: %,d minibatches.
        """
            .formatted(
                result.network(),
                result.batchSize(),
                result.minibatchBytes(),
                table,
                result.processCpuRatio(),
                result.threadCpuRatio(),
                result.minibatches()));
  }

  private static void row(MarkdownTable table, String name, List<Slice> rounds) {
    table.add(
        name,
        number(Median.of(rounds, Slice::perSecond)),
        number(Median.of(rounds, Slice::processCpuMicros)),
        number(Median.of(rounds, Slice::threadCpuMicros)),
        "%,.0f".formatted(Median.of(rounds, Slice::allocatedBytesEach)));
  }

  private void appendLatency(StringBuilder text) {
    if (latency.isEmpty()) {
      return;
    }
    MarkdownTable table =
        new MarkdownTable(
            "load", "minibatches/s", "frames", "p50, ms", "p90, ms", "p99, ms", "max, ms");
    for (LatencyResult result : latency) {
      table.add(
          "%.0f %%".formatted(100 * result.load()),
          number(result.minibatchesPerSecond()),
          Integer.toString(result.latenciesMs().size()),
          number(result.percentileMs(0.5)),
          number(result.percentileMs(0.9)),
          number(result.percentileMs(0.99)),
          number(result.percentileMs(1)));
    }
    text.append(
        """

        ## Minibatch produced → frame published, 2-8-8-2

        %s
        Load: of the rate at which broker, producer, trainer and sampler kept up together on this machine.
        """
            .formatted(table));
  }

  private void appendJournal(StringBuilder text) {
    if (journal.isEmpty()) {
      return;
    }
    MarkdownTable table =
        new MarkdownTable(
            "network",
            "snapshots",
            "bytes each",
            "of parameters",
            "appends/s",
            "seek p50, ms",
            "p99, ms",
            "max, ms",
            "open and seek p50, ms",
            "p99, ms",
            "entries/s",
            "frames/s");
    for (JournalResult result : journal) {
      table.add(
          result.network(),
          "%,d".formatted(result.snapshots()),
          number(result.bytesPerSnapshot()),
          "%.3f ×".formatted(result.overhead()),
          number(result.appendsPerSecond()),
          number(JournalResult.percentile(result.seekMs(), 0.5)),
          number(JournalResult.percentile(result.seekMs(), 0.99)),
          number(JournalResult.percentile(result.seekMs(), 1)),
          number(JournalResult.percentile(result.openMs(), 0.5)),
          number(JournalResult.percentile(result.openMs(), 0.99)),
          number(result.entriesPerSecond()),
          number(result.framesPerSecond()));
    }
    text.append(
        """

        ## Journal

        %s
        Seek: from any step to its frame, decoded, evaluated on 64 × 64 points and encoded, in a run that is open. The files
        were just written, so the system has them in memory.
        """
            .formatted(table));
  }
}
