package dev.carve.benchmarks.browser;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.PageResult.PlaygroundRate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TensorFlow Playground in the same browser, where somebody has built it.
final class Playground implements AutoCloseable {
  private static final String VARIABLE = "CARVE_PLAYGROUND";
  private static final int WARM_UP_STEPS = 20;
  private static final int STEPS = 60;
  private static final String EPOCH =
      "() => Number(document.getElementById('iter-number').innerText.replace(/[^0-9]/g, ''))";

  private final Task task;
  private final Chromium chromium;
  private final HttpServer server;

  private Playground(Task task, Chromium chromium, Path built) {
    this.task = task;
    this.chromium = chromium;
    this.server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            built.toAbsolutePath().normalize(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  /// The one whose directory `dist` the environment names, if it does.
  static Optional<Playground> find(Task task, Chromium chromium) {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .map(built -> new Playground(task, chromium, Path.of(built)));
  }

  /// Measures one network on its spiral.
  ///
  /// @param hidden units of its hidden layers, separated by commas
  PlaygroundRate measure(String hidden) {
    Page page = chromium.page();
    page.navigate(
        "http://127.0.0.1:%d/index.html#activation=tanh&dataset=spiral&networkShape=%s"
            .formatted(server.getAddress().getPort(), hidden));
    page.locator("#next-step-button").waitFor();
    page.evaluate(Script.PLAYGROUND_STEPS.text(), WARM_UP_STEPS);
    List<?> took = (List<?>) page.evaluate(Script.PLAYGROUND_STEPS.text(), STEPS);
    page.locator("#play-pause-button").click();
    CDPSession tools = Chromium.tools(page);
    double epochBefore = JsNumber.of(page.evaluate(EPOCH));
    Map<String, Double> before = Chromium.figures(tools);
    page.waitForTimeout(task.quick() ? 4_000 : 10_000);
    Map<String, Double> after = Chromium.figures(tools);
    double epochs = JsNumber.of(page.evaluate(EPOCH)) - epochBefore;
    page.context().close();
    return new PlaygroundRate(
        hidden,
        Median.of(took, JsNumber::of),
        epochs / DrawingRates.difference(before, after, "Timestamp"),
        1000 * DrawingRates.difference(before, after, "TaskDuration") / epochs);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
