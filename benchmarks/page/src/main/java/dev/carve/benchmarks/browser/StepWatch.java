package dev.carve.benchmarks.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sees when a page says and draws new steps. Owned by the thread of the browser.
final class StepWatch {
  private static final String STEP = "step";
  private static final double PAUSE_MS = 20;

  private final Page page;

  /// Watches from now on; the page must show a step already.
  StepWatch(Page page) {
    this.page = page;
    page.evaluate(Script.WATCH_STEPS.text());
  }

  /// A step on the page.
  ///
  /// @param step which
  /// @param shownMs when the page said it, ms since 1970
  /// @param drawnMs when the next picture of the screen after that had begun
  record Seen(long step, double shownMs, double drawnMs) {}

  /// All steps since this was asked for the last time.
  List<Seen> take() {
    List<Seen> steps = new ArrayList<>();
    for (Object each : (List<?>) page.evaluate("() => carveWatch.steps.splice(0)")) {
      Map<?, ?> seen = (Map<?, ?>) each;
      steps.add(
          new Seen(
              (long) JsNumber.of(seen.get(STEP)),
              JsNumber.of(seen.get("shownMs")),
              JsNumber.of(seen.get("drawnMs"))));
    }
    return steps;
  }

  /// When the pointer went down last, ms since 1970.
  double pressedMs() {
    return JsNumber.of(page.evaluate("() => carveWatch.pressedMs"));
  }

  /// Waits until the page shows a step.
  static void await(Page page) {
    while (page.getByTestId(STEP).getAttribute("data-step").isEmpty()) {
      page.waitForTimeout(PAUSE_MS);
    }
  }
}
