package dev.carve.benchmarks.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.PageResult.FirstLoad;
import java.util.ArrayList;
import java.util.List;

/// How much does a browser that was never here load, and how long does it take to the first
/// landscape?
final class FirstLoads {
  private static final int LOADS = 9;
  private static final int LOADS_QUICK = 3;
  private static final double PAUSE_MS = 20;
  private static final double REST_MS = 2_000;
  private static final double BYTES_A_KILOBYTE = 1_000;
  private static final String FIRST = "() => carveFirstDraws.landscape ?? 0";

  private final Task task;
  private final Chromium chromium;

  FirstLoads(Task task, Chromium chromium) {
    this.task = task;
    this.chromium = chromium;
  }

  /// Measures some, each in a browser of its own.
  ///
  /// @param url the page of a model that is being trained
  List<FirstLoad> measure(String url) {
    List<FirstLoad> loads = new ArrayList<>();
    for (int i = 0; i < (task.quick() ? LOADS_QUICK : LOADS); i++) {
      loads.add(load(url));
    }
    return loads;
  }

  private FirstLoad load(String url) {
    Page page = chromium.page();
    page.addInitScript(Script.COUNT_DRAWS.text());
    List<Request> requests = new ArrayList<>();
    page.onRequestFinished(requests::add);
    page.navigate(url);
    while (JsNumber.of(page.evaluate(FIRST)) == 0) {
      page.waitForTimeout(PAUSE_MS);
    }
    double firstMs = JsNumber.of(page.evaluate(FIRST));
    double before = kilobytes(requests);
    page.waitForTimeout(REST_MS);
    double all = kilobytes(requests);
    page.context().close();
    return new FirstLoad(before, all, firstMs);
  }

  /// Of the page itself, as it is sent; what it asks the interface for is another matter.
  private static double kilobytes(List<Request> requests) {
    return List.copyOf(requests).stream()
            .filter(request -> !request.url().contains("/api/"))
            .mapToDouble(request -> request.sizes().responseBodySize)
            .sum()
        / BYTES_A_KILOBYTE;
  }
}
