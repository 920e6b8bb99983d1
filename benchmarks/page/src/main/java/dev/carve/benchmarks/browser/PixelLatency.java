package dev.carve.benchmarks.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.carve.benchmarks.browser.StepWatch.Seen;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.PageResult.Latencies;
import dev.carve.benchmarks.pipeline.MinibatchStream;
import dev.carve.benchmarks.replay.RecordedRun;
import dev.carve.benchmarks.viewers.LivePipeline;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How long does it take from a minibatch produced to its pixels, and from a press on the timeline
/// of a long run to those of that step, beside a steady stream?
final class PixelLatency implements AutoCloseable {
  private static final String NETWORK = "2-8-8-2 tanh";
  private static final double MINIBATCHES_PER_SECOND = 1_000;
  private static final int SNAPSHOTS = 1_000_000;
  private static final int SNAPSHOTS_QUICK = 100_000;
  private static final double SETTLE_MS = 10_000;
  private static final double SEEK_PATIENCE_MS = 5_000;
  private static final double PAUSE_MS = 10;

  private final Task task;
  private final Chromium chromium;
  private final LivePipeline pipeline;

  PixelLatency(Task task, Chromium chromium) {
    this.task = task;
    this.chromium = chromium;
    this.pipeline =
        new LivePipeline(
            task.directory().resolve("page-latency"),
            NETWORK,
            MINIBATCHES_PER_SECOND,
            journal -> RecordedRun.write(journal, NETWORK, snapshots()));
  }

  /// How many snapshots the long run has.
  int snapshots() {
    return task.quick() ? SNAPSHOTS_QUICK : SNAPSHOTS;
  }

  /// Where the page of the model is.
  String url() {
    return "%s#/live/%s".formatted(pipeline.url(), new MinibatchStream(NETWORK).model());
  }

  /// From when a frame's newest minibatch was due until the page had drawn it.
  Latencies live() {
    Page page = chromium.page();
    page.navigate(url());
    StepWatch.await(page);
    StepWatch watch = new StepWatch(page);
    page.waitForTimeout(SETTLE_MS);
    watch.take();
    page.waitForTimeout(task.quick() ? 10_000 : 60_000);
    List<Seen> steps = watch.take();
    page.context().close();
    return new Latencies(
        steps.stream()
            .map(seen -> seen.shownMs() - pipeline.timetable().dueMs(seen.step()))
            .toList(),
        steps.stream()
            .map(seen -> seen.drawnMs() - pipeline.timetable().dueMs(seen.step()))
            .toList());
  }

  /// From a press on the timeline until the page had drawn the step that it went to.
  Latencies seeks() {
    Page page = chromium.page();
    page.navigate("%s#/runs/%s?step=1000".formatted(pipeline.url(), RecordedRun.RUN));
    StepWatch.await(page);
    StepWatch watch = new StepWatch(page);
    page.waitForTimeout(SETTLE_MS / 2);
    Locator timeline = page.getByTestId("timeline");
    BoundingBox box = timeline.boundingBox();
    SplittableRandom random = new SplittableRandom(5);
    List<Double> shown = new ArrayList<>();
    List<Double> drawn = new ArrayList<>();
    for (int seek = 0; seek < (task.quick() ? 20 : 100); seek++) {
      watch.take();
      double x = box.x + box.width * random.nextDouble(0.05, 0.95);
      page.mouse().move(x, box.y + box.height / 2);
      page.mouse().down();
      page.mouse().up();
      Seen seen = await(page, watch);
      shown.add(seen.shownMs() - watch.pressedMs());
      drawn.add(seen.drawnMs() - watch.pressedMs());
    }
    page.context().close();
    return new Latencies(shown, drawn);
  }

  private static Seen await(Page page, StepWatch watch) {
    for (double waitedMs = 0; waitedMs < SEEK_PATIENCE_MS; waitedMs += PAUSE_MS) {
      List<Seen> seen = watch.take();
      if (!seen.isEmpty()) {
        return seen.getFirst();
      }
      page.waitForTimeout(PAUSE_MS);
    }
    throw new BenchmarkRunException(
        "a press on the timeline must lead to another step within %.0f ms"
            .formatted(SEEK_PATIENCE_MS));
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
