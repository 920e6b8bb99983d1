package dev.carve.benchmarks.browser;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.PageResult.DrawingRate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How often does the page draw the wall and a landscape beside it when a replay has a new frame
/// for every picture of the screen?
final class DrawingRates {
  private static final List<String> RENDERERS = List.of("canvas2d", "webgl2");
  private static final List<Integer> GRIDS = List.of(64, 32);
  private static final double RECORDING_MS = 40_000;
  private static final double SETTLE_MS = 10_000;
  /* A run is recorded at ten frames a second, at times at fewer: there is always one to draw. */
  private static final int SPEED = 8;

  private final Task task;
  private final Chromium chromium;

  DrawingRates(Task task, Chromium chromium) {
    this.task = task;
    this.chromium = chromium;
  }

  /// Measures one network, at each fineness and with each renderer.
  ///
  /// @param hidden units of its hidden layers, separated by commas
  List<DrawingRate> measure(String hidden) {
    List<DrawingRate> rates = new ArrayList<>();
    for (int grid : GRIDS) {
      String name = "demo-%s-%d".formatted(hidden.replace(',', '-'), grid);
      Path directory = task.directory().resolve(name);
      Command command =
          Command.like(name, DemoMain.class, directory.toString(), hidden, Integer.toString(grid));
      try (ChildJvm demo = ChildJvm.start(command, task.directory())) {
        String url = demo.ask(String.class, "url");
        record(url);
        demo.ask(String.class, "freeze");
        for (String renderer : RENDERERS) {
          rates.add(measure(hidden, grid, url, renderer));
          tell(rates.getLast());
        }
      }
    }
    return rates;
  }

  private void tell(DrawingRate rate) {
    task.progress()
        .accept(
            "page: %s, %d × %d, %s: wall %.1f, landscape %.1f pictures/s, %.1f ms"
                .formatted(
                    rate.hidden(),
                    rate.grid(),
                    rate.grid(),
                    rate.renderer(),
                    rate.wallPerSecond(),
                    rate.landscapePerSecond(),
                    rate.taskMs()));
  }

  /// Waits until there is a run that is long enough.
  private void record(String url) {
    Page page = chromium.page();
    page.navigate("%s#/live/%s".formatted(url, DemoMain.MODEL));
    StepWatch.await(page);
    page.waitForTimeout(task.quick() ? RECORDING_MS / 2 : RECORDING_MS);
    page.context().close();
  }

  private DrawingRate measure(String hidden, int grid, String url, String renderer) {
    Page page = chromium.page();
    page.addInitScript(Script.COUNT_DRAWS.text());
    page.navigate("%s?renderer=%s#/live/%s".formatted(url, renderer, DemoMain.MODEL));
    StepWatch.await(page);
    String run =
        (String) page.evaluate("async () => (await (await fetch('/api/runs')).json()).runs[0].run");
    page.evaluate(
        "hash => (location.hash = hash)",
        "#/runs/%s?neuron=2.0&step=1&play=true&loop=true&speed=%d".formatted(run, SPEED));
    page.waitForTimeout(SETTLE_MS);
    CDPSession tools = Chromium.tools(page);
    Map<?, ?> drawsBefore = (Map<?, ?>) page.evaluate("() => ({ ...carveDraws })");
    Map<String, Double> before = Chromium.figures(tools);
    page.waitForTimeout(task.quick() ? 4_000 : 10_000);
    Map<String, Double> after = Chromium.figures(tools);
    Map<?, ?> draws = (Map<?, ?>) page.evaluate("() => ({ ...carveDraws })");
    page.context().close();
    double seconds = difference(before, after, "Timestamp");
    double wall = draws(drawsBefore, draws, "carve-wall");
    return new DrawingRate(
        hidden,
        grid,
        renderer,
        wall / seconds,
        draws(drawsBefore, draws, "landscape") / seconds,
        1000 * difference(before, after, "TaskDuration") / wall);
  }

  static double difference(Map<String, Double> before, Map<String, Double> after, String figure) {
    return after.getOrDefault(figure, 0.0) - before.getOrDefault(figure, 0.0);
  }

  private static double draws(Map<?, ?> before, Map<?, ?> after, String canvas) {
    return JsNumber.of(after.get(canvas)) - JsNumber.of(before.get(canvas));
  }
}
