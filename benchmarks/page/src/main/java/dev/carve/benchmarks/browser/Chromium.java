package dev.carve.benchmarks.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A browser without a window. Without a graphics card it puts the page together by the processor
/// and imitates a card for WebGL only, as it would for anybody. Owned by one thread.
final class Chromium implements AutoCloseable {
  private static final String VARIABLE = "CARVE_CHROMIUM";
  private static final String USUAL_PATH = "/usr/bin/chromium";
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;
  private static final double PATIENCE_MS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    Path program = Path.of(System.getenv().getOrDefault(VARIABLE, USUAL_PATH));
    if (!Files.isExecutable(program)) {
      throw new BenchmarkRunException(
          "the page is measured in Chromium: install it, or set %s to a Chromium or Chrome: path=%s"
              .formatted(VARIABLE, program));
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--enable-unsafe-swiftshader",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-quic")));
  }

  /// Its name and version.
  String version() {
    return "Chromium " + browser.version();
  }

  /// An empty page, in a context of its own.
  Page page() {
    Page page =
        browser
            .newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT))
            .newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  /// What the browser counts of a page, by name.
  static Map<String, Double> figures(CDPSession session) {
    JsonObject answer = session.send("Performance.getMetrics");
    Map<String, Double> figures = new HashMap<>();
    for (JsonElement metric : answer.getAsJsonArray("metrics")) {
      JsonObject named = metric.getAsJsonObject();
      figures.put(named.get("name").getAsString(), named.get("value").getAsDouble());
    }
    return figures;
  }

  /// A line to the browser's own tools, which counts from now on: work in processor time, which
  /// does not grow when the thread has to wait for a core.
  static CDPSession tools(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    JsonObject domain = new JsonObject();
    domain.addProperty("timeDomain", "threadTicks");
    session.send("Performance.enable", domain);
    session.send("HeapProfiler.enable");
    return session;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
