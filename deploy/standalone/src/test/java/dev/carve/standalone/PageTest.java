package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What everyone does on the page: watch, go back, return.
class PageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldShowLandscapesThatMove(String renderer) {
    Page page = driver.openLive("?renderer=" + renderer);
    Locator tile = page.getByTestId("tile-2-0");
    byte[] before = tile.screenshot();
    long step = driver.shownStep(page);

    driver.await(page, "later steps", () -> driver.shownStep(page) > step + 300);

    assertThat(tile.screenshot()).isNotEqualTo(before);
    assertThat(driver.coloursIn(page.getByTestId("landscape").screenshot())).hasSizeGreaterThan(50);
    driver.screenshot(page, "live-" + renderer);
  }

  @Test
  void shouldGoBackIntoTheRunWhileItGoesOnAndReturn() {
    Page page = driver.openLive("");
    long live = driver.shownStep(page);
    var box = page.getByTestId("timeline").boundingBox();
    double y = box.y + box.height / 2;
    page.mouse().move(box.x + box.width * 0.9, y);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.3, y);
    page.mouse().up();
    driver.await(page, "an earlier step", () -> driver.shownStep(page) < live * 0.6);
    long shown = driver.shownStep(page);
    driver.screenshot(page, "replay");
    long liveWhileBack = driver.carve().step("two-spirals");
    driver
        .carve()
        .await("the run to go on", () -> driver.carve().step("two-spirals") > liveWhileBack + 100);
    assertThat(driver.shownStep(page)).isEqualTo(shown);

    page.getByTestId("go-live").click();

    driver.await(page, "the live step", () -> driver.shownStep(page) > live);
    assertThat(page.getByTestId("status").innerText()).contains("live");
  }

  @Test
  void shouldLoadLittle() {
    Page page = driver.open("/#/live/two-spirals");
    driver.await(page, "the charts", () -> page.locator("carve-chart").count() > 0);

    Object bytes =
        page.evaluate(
            """
            () => {
              const files = performance.getEntries()
                .filter(({ entryType, name }) => /^(navigation|resource)$/.test(entryType) && !name.includes('/api/'));
              const [drawn] = performance.getEntriesByName('carve-first-picture');
              return files
                .filter(({ startTime }) => startTime < drawn.startTime)
                .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
            }
            """);
    assertThat(((Number) bytes).intValue())
        .as("compressed bytes until the first landscape")
        .isBetween(10_000, 100_000);
  }

  @Test
  void shouldOpenTheRunAtTheStepOfADeepLink() {
    String run = driver.run();
    Page page = driver.open("/#/runs/%s?step=100&neuron=1.2".formatted(run));

    driver.await(
        page,
        "step 100 or the one before",
        () -> driver.shownStep(page) <= 100 && driver.shownStep(page) > 40);
  }

  @Test
  void shouldPlayBackwardsAndTurnRound() {
    String run = driver.run();
    Page page =
        driver.open(
            "/#/runs/%s?step=500&from=100&to=500&speed=1&backwards=true&loop=true&play=true"
                .formatted(run),
            1440,
            900,
            ColorScheme.LIGHT);
    driver.await(
        page,
        "an earlier step",
        () -> driver.shownStep(page) > 100 && driver.shownStep(page) < 450);
    assertThat(page.getByTestId("loop").getAttribute("aria-pressed")).isEqualTo("true");
    page.getByTestId("speed").selectOption("100/s");
    long slowed = driver.shownStep(page);
    driver.await(page, "a step at another pace", () -> driver.shownStep(page) != slowed);
    long turned = driver.shownStep(page);

    page.getByTestId("backwards").click();

    driver.await(page, "a later step", () -> driver.shownStep(page) > turned);
    assertThat(page.getByTestId("backwards").getAttribute("aria-pressed")).isEqualTo("false");
    page.getByTestId("play").click();
    driver.await(
        page,
        "a standstill",
        () -> "Play (Space)".equals(page.getByTestId("play").getAttribute("aria-label")));
  }

  @Test
  void shouldBeReadableInTheDarkAndOnSmallScreens() {
    for (int width : new int[] {1440, 1000, 640, 360}) {
      Page page =
          driver.open("/#/live/two-spirals", width, width > 700 ? 900 : 740, ColorScheme.DARK);
      page.getByTestId("tile-1-0").waitFor();
      driver.await(page, "a step", () -> driver.shownStep(page) > 0);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
          .as("no sideways scrolling at %d px", width)
          .isEqualTo(true);
      driver.settle(page);
      driver.screenshot(page, "dark-" + width);
    }
  }
}
