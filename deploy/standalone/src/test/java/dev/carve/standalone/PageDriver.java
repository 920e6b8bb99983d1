package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ViewportSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The page in a real Chromium, on the real process: one demo and one browser for all tests of the
/// page, since both take seconds to start. After each test no error or warning may stand on the
/// console. Screenshots go to `target/screenshots`.
final class PageDriver implements BeforeAllCallback, AfterEachCallback {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MS = 30_000;

  /// What Chromium says when it shows what it has drawn with WebGL without a graphics card.
  private static final String IMITATED_CARD = "GPU stall due to ReadPixels";

  private static final int UNFOLDED_HEIGHT = 2_600;
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> complaints = new ArrayList<>();

  /// What a test expects the browser to complain of.
  private final Set<String> expected = new HashSet<>();

  /// The pages of a test, and how many answers each still waits for.
  private final IdentityHashMap<Page, AtomicInteger> pages = new IdentityHashMap<>();

  private @Nullable Shared shared;

  /// What all tests of the page share.
  private record Shared(CarveProcess carve, Playwright playwright, Browser browser, Path data)
      implements AutoCloseable {
    static Shared start() {
      try {
        Files.createDirectories(SCREENSHOTS);
        Path data = Files.createTempDirectory(Path.of("target"), "page-data");
        CarveProcess carve = CarveProcess.demo(data);
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium()))
                        .setArgs(
                            List.of(
                                "--no-sandbox",
                                "--enable-unsafe-swiftshader",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-quic")));
        carve.await("the first steps", () -> carve.step("two-spirals") > 600);
        return new Shared(carve, playwright, browser, data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String chromium() {
      String path = System.getenv().getOrDefault("CARVE_CHROMIUM", "/usr/bin/chromium");
      if (!Files.isExecutable(Path.of(path))) {
        throw new IllegalStateException(
            "the browser tests need Chromium: run them through ./check, or set CARVE_CHROMIUM: path="
                + path);
      }
      return path;
    }

    @Override
    public void close() {
      playwright.close();
      carve.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(PageDriver.class))
            .getOrComputeIfAbsent("shared", _ -> Shared.start(), Shared.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    pages.keySet().forEach(page -> page.context().close());
    pages.clear();
    List<String> heard =
        complaints.stream().filter(said -> expected.stream().noneMatch(said::contains)).toList();
    complaints.clear();
    expected.clear();
    assertThat(heard).as("errors and warnings on the console").isEmpty();
  }

  /// Takes a complaint on the console for what it should be in this test, such as the browser's own
  /// about a server that is gone.
  ///
  /// @param part of its text
  void expect(String part) {
    expected.add(part);
  }

  /// The demo that the page is served by; its model is called `two-spirals`.
  CarveProcess carve() {
    return Objects.requireNonNull(shared).carve();
  }

  /// Where the demo keeps its runs.
  Path data() {
    return Objects.requireNonNull(shared).data();
  }

  /// The name of the newest run of the demo's model.
  String run() {
    for (JsonNode run : carve().get("/api/runs").get("runs")) {
      if (run.get("model").asText().equals("two-spirals")) {
        return run.get("run").asText();
      }
    }
    throw new IllegalStateException("the demo must have a run");
  }

  /// Opens a path of the page in a browser of its own that has been here before.
  Page open(String path, int width, int height, ColorScheme scheme) {
    return open(carve().url() + path, newPage(width, height, scheme, false));
  }

  /// Opens a path of the page in a browser that sees it for the first time.
  Page openFirstTime(String path, ColorScheme scheme) {
    return open(carve().url() + path, newPage(1440, 900, scheme, true));
  }

  /// Opens a page of another process, on a wide, light screen.
  ///
  /// @param url the whole address
  Page openElsewhere(String url) {
    return openElsewhere(url, 1440, 900, ColorScheme.LIGHT);
  }

  /// Opens a page of another process.
  ///
  /// @param url the whole address
  Page openElsewhere(String url, int width, int height, ColorScheme scheme) {
    return open(url, newPage(width, height, scheme, false));
  }

  private Page newPage(int width, int height, ColorScheme scheme, boolean firstTime) {
    BrowserContext context =
        Objects.requireNonNull(shared)
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme));
    if (!firstTime) {
      context.addInitScript("if (window === top) localStorage.setItem('carve.tour', 'offered')");
    }
    return context.newPage();
  }

  private Page open(String url, Page page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.onConsoleMessage(message -> {
      if ((message.type().equals("error") || message.type().equals("warning"))
          && !message.text().contains(IMITATED_CARD)) {
        complaints.add("%s: %s (%s)".formatted(message.type(), message.text(), message.location()));
      }
    });
    page.onPageError(complaints::add);
    AtomicInteger waiting = new AtomicInteger();
    page.onRequest(_ -> waiting.incrementAndGet());
    page.onRequestFinished(_ -> waiting.decrementAndGet());
    page.onRequestFailed(_ -> waiting.decrementAndGet());
    pages.put(page, waiting);
    page.navigate(url);
    return page;
  }

  /// Opens a path of the page on a wide, light screen.
  Page open(String path) {
    return open(path, 1440, 900, ColorScheme.LIGHT);
  }

  /// Opens the demo's model and waits until it is live.
  ///
  /// @param query what chooses the renderer, `?renderer=canvas2d`, or nothing
  Page openLive(String query) {
    Page page = open("/" + query + "#/live/two-spirals");
    page.getByTestId("tile-2-0").waitFor();
    await(page, "live", () -> page.getByTestId("status").innerText().contains("live"));
    return page;
  }

  /// Sends something to the demo's interface, which must take it.
  void post(Page page, String path, String contentType, String body) {
    postElsewhere(page, carve().url() + path, contentType, body);
  }

  /// Sends something to another process.
  ///
  /// @param url the whole address
  void postElsewhere(Page page, String url, String contentType, String body) {
    APIResponse response =
        page.request()
            .post(
                url, RequestOptions.create().setHeader("content-type", contentType).setData(body));
    assertThat(response.ok()).as("%s: %s", url, response.text()).isTrue();
  }

  /// Waits until a condition holds.
  void await(Page page, String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + (long) (PATIENCE_MS * 1e6);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(deadlineNs);
      page.waitForTimeout(50);
    }
  }

  /// Waits until everything that the page has asked for is there and drawn.
  void settle(Page page) {
    AtomicInteger waiting = Objects.requireNonNull(pages.get(page));
    await(
        page,
        "all answers",
        () -> {
          page.evaluate(
              "async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); }");
          return waiting.get() == 0;
        });
  }

  /// The step that the page shows, −1 before there is one.
  long shownStep(Page page) {
    String digits = page.getByTestId("step").innerText().replaceAll("[^0-9]", "");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  /// Keeps a picture of the whole window.
  ///
  /// @param name of the file, without its ending
  void screenshot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /// Every third pixel's colour in a PNG.
  Set<Integer> coloursIn(byte[] png) {
    try {
      var image = ImageIO.read(new ByteArrayInputStream(png));
      Set<Integer> colours = new HashSet<>();
      for (int x = 0; x < image.getWidth(); x += 3) {
        for (int y = 0; y < image.getHeight(); y += 3) {
          colours.add(image.getRGB(x, y));
        }
      }
      return colours;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Looks for barriers by WCAG 2.2 A and AA with axe-core; there may be none. What axe-core itself
  /// causes on the console, being refused inline styles, is no complaint about the page.
  void checkAccessibility(Page page, String what) {
    checkAccessibility(page, what, "");
  }

  /// The same for one part of the page, when it lies above others that cannot be reached meanwhile.
  ///
  /// @param part the name of its element, a child of the page's
  void checkAccessibility(Page page, String what, String part) {
    int heard = complaints.size();
    page.evaluate(axe());
    Object answer =
        page.evaluate(
            """
            async (part) => JSON.stringify((await axe.run(document, {
              preload: false,
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            })).violations
              .map(({ id, help, nodes }) => ({
                id,
                help,
                nodes: nodes
                  .map(({ target, failureSummary }) => ({ target, failureSummary }))
                  .filter(({ target }) => !part || [target[0]].flat().some((step) => step.startsWith(part))),
              }))
              .filter(({ nodes }) => nodes.length))
            """,
            part);
    complaints.subList(heard, complaints.size()).clear();
    try {
      JsonNode violations = JSON.readTree((String) answer);
      assertThat(violations.size())
          .as("accessibility of %s: %s", what, violations.toPrettyString())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same where the page scrolls: on a screen that is as high as the page, since what stays in
  /// place while the rest scrolls always lies above something.
  void checkAccessibilityUnfolded(Page page, String what) {
    ViewportSize size = page.viewportSize();
    page.setViewportSize(size.width, UNFOLDED_HEIGHT);
    settle(page);
    checkAccessibility(page, what);
    page.setViewportSize(size.width, size.height);
    settle(page);
  }

  private static String axe() {
    try (InputStream script = PageDriver.class.getResourceAsStream(AXE)) {
      assertThat(script).as(AXE).isNotNull();
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
