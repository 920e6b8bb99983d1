package dev.carve.benchmarks.browser;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.PageResult.DrawingRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How often does the page draw the wall and a landscape beside it when a replay has a new frame
/// for every picture of the screen?
final class DrawingRates {
  private static final List<String> RENDERERS = List.of("canvas2d", "webgl2");
  private static final double RECORDING_MS = 60_000;
  private static final double SETTLE_MS = 10_000;
  /* A run is recorded at ten frames a second, at times at fewer: there is always one to draw. */
  private static final int SPEED = 8;

  private final Task task;
  private final Chromium chromium;

  DrawingRates(Task task, Chromium chromium) {
    this.task = task;
    this.chromium = chromium;
  }

  /// Measures one network.
  ///
  /// @param hidden units of its hidden layers, separated by commas
  List<DrawingRate> measure(String hidden) {
    List<DrawingRate> rates = new ArrayList<>();
    String name = "demo-" + hidden.replace(',', '-');
    try (ChildJvm demo =
        ChildJvm.start(
            Command.like(name, DemoMain.class, task.directory().resolve(name).toString(), hidden),
            task.directory())) {
      String url = demo.ask(String.class, "url");
      record(url);
      demo.ask(String.class, "freeze");
      for (String renderer : RENDERERS) {
        DrawingRate rate = measure(hidden, url, renderer);
        task.progress()
            .accept(
                "page: %s, %s: wall %.1f, landscape %.1f pictures/s, %.1f ms"
                    .formatted(
                        hidden,
                        renderer,
                        rate.wallPerSecond(),
                        rate.landscapePerSecond(),
                        rate.taskMs()));
        rates.add(rate);
      }
    }
    return rates;
  }

  /// Waits until there is a run that is long enough.
  private void record(String url) {
    Page page = chromium.page();
    page.navigate("%s#/live/%s".formatted(url, DemoMain.MODEL));
    StepWatch.await(page);
    page.waitForTimeout(task.quick() ? RECORDING_MS / 3 : RECORDING_MS);
    page.context().close();
  }

  private DrawingRate measure(String hidden, String url, String renderer) {
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
