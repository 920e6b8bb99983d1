package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real Chromium, on the real process. Screenshots go to `target/screenshots`.
class PageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MS = 30_000;

  @TempDir static Path data;
  private static CarveProcess carve;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private final List<Page> pages = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    carve = CarveProcess.demo(data);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(chromium()))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-quic")));
    carve.await("the first steps", () -> carve.step("two-spirals") > 600);
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

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    carve.close();
  }

  @AfterEach
  void shouldHaveNoConsoleErrors() {
    pages.forEach(page -> page.context().close());
    assertThat(complaints).isEmpty();
  }

  private Page open(String path, int width, int height, ColorScheme scheme) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme))
            .newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(complaints::add);
    page.navigate(carve.url() + path);
    pages.add(page);
    return page;
  }

  private Page openLive(String query) {
    Page page = open("/" + query + "#/live/two-spirals", 1440, 900, ColorScheme.LIGHT);
    page.getByTestId("tile-2-0").waitFor();
    await(page, "live", () -> page.getByTestId("status").innerText().contains("live"));
    return page;
  }

  private static void await(Page page, String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + (long) (PATIENCE_MS * 1e6);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(deadlineNs);
      page.waitForTimeout(50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldShowLandscapesThatMove(String renderer) throws IOException {
    Page page = openLive("?renderer=" + renderer);
    Locator tile = page.getByTestId("tile-2-0");
    byte[] before = tile.screenshot();
    long step = shownStep(page);

    await(page, "later steps", () -> shownStep(page) > step + 300);

    assertThat(tile.screenshot()).isNotEqualTo(before);
    assertThat(coloursIn(page.getByTestId("landscape").screenshot())).hasSizeGreaterThan(50);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("live-" + renderer + ".png")));
  }

  private static Set<Integer> coloursIn(byte[] png) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private static long shownStep(Page page) {
    String digits = page.getByTestId("step").innerText().replaceAll("[^0-9]", "");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  @Test
  void shouldGoBackIntoTheRunWhileItGoesOnAndReturn() {
    Page page = openLive("");
    long live = shownStep(page);
    var box = page.getByTestId("timeline").boundingBox();
    double y = box.y + box.height / 2;
    page.mouse().move(box.x + box.width * 0.9, y);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.3, y);
    page.mouse().up();
    await(page, "an earlier step", () -> shownStep(page) < live * 0.6);
    long shown = shownStep(page);
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("replay.png")));
    long liveWhileBack = carve.step("two-spirals");
    carve.await("the run to go on", () -> carve.step("two-spirals") > liveWhileBack + 100);
    assertThat(shownStep(page)).isEqualTo(shown);

    page.getByTestId("go-live").click();

    await(page, "the live step", () -> shownStep(page) > live);
    assertThat(page.getByTestId("status").innerText()).contains("live");
  }

  @Test
  void shouldBeOperatedByKeyboardAlone() {
    Page page = openLive("");
    page.keyboard().press("2");
    assertThat(page.evaluate("() => document.activeElement !== document.body")).isEqualTo(true);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    page.keyboard().press("Home");
    await(page, "the first step", () -> shownStep(page) == 0);
    page.keyboard().press("l");
    await(page, "the live step", () -> shownStep(page) > 600);
  }

  @Test
  void shouldOpenTheRunAtTheStepOfADeepLink() {
    String run = carve.get("/api/runs").get("runs").get(0).get("run").asText();
    Page page = open("/#/runs/%s?step=100&neuron=1.2".formatted(run), 1440, 900, ColorScheme.LIGHT);

    await(page, "step 100 or the one before", () -> shownStep(page) <= 100 && shownStep(page) > 40);
  }

  @Test
  void shouldPlayBackwardsAndTurnRound() {
    String run = carve.get("/api/runs").get("runs").get(0).get("run").asText();
    Page page =
        open(
            "/#/runs/%s?step=500&from=100&to=500&speed=1&backwards=true&loop=true&play=true"
                .formatted(run),
            1440,
            900,
            ColorScheme.LIGHT);
    await(page, "an earlier step", () -> shownStep(page) > 100 && shownStep(page) < 450);
    assertThat(page.getByTestId("loop").getAttribute("aria-pressed")).isEqualTo("true");
    page.getByTestId("speed").selectOption("100/s");
    long slowed = shownStep(page);
    await(page, "a step at another pace", () -> shownStep(page) != slowed);
    long turned = shownStep(page);

    page.getByTestId("backwards").click();

    await(page, "a later step", () -> shownStep(page) > turned);
    assertThat(page.getByTestId("backwards").getAttribute("aria-pressed")).isEqualTo("false");
    page.getByTestId("play").click();
    await(
        page,
        "a standstill",
        () -> "Play (Space)".equals(page.getByTestId("play").getAttribute("aria-label")));
  }

  @Test
  void shouldBeReadableInTheDarkAndOnSmallScreens() {
    for (int width : new int[] {1440, 1000, 640, 360}) {
      Page page = open("/#/live/two-spirals", width, width > 700 ? 900 : 740, ColorScheme.DARK);
      page.getByTestId("tile-1-0").waitFor();
      await(page, "a step", () -> shownStep(page) > 0);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
          .as("no sideways scrolling at %d px", width)
          .isEqualTo(true);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("dark-" + width + ".png")));
    }
  }
}
