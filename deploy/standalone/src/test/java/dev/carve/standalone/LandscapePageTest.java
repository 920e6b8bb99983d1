package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How landscapes are looked at: from where, as what, how finely, and small ones on the wall.
class LandscapePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  /// Opens a run that stands still.
  private Page openStill(String query, String rest, ColorScheme scheme) {
    Page page =
        driver.open(
            "/%s#/runs/%s?step=500%s".formatted(query, driver.run(), rest), 1440, 900, scheme);
    driver.await(page, "a step", () -> driver.shownStep(page) > 0);
    page.getByTestId("heights").waitFor(attached());
    return page;
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }

  /// Draws as finely as told, however busy the machine is.
  private static void chooseNormal(Page page) {
    page.evaluate("async () => (await import('/material/quality.js')).quality.choose('normal')");
  }

  private static String heights(Page page) {
    return (String) page.getByTestId("heights").evaluate("table => table.innerText");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void shouldShowTheSumBeforeItBends(String scheme) {
    Page page =
        openStill(
            "", "&neuron=1.2", ColorScheme.valueOf(scheme.toUpperCase(java.util.Locale.ROOT)));
    assertThat(page.getByTestId("slope").innerText()).contains("straight line");
    String bent = heights(page);

    page.getByTestId("before").check();
    page.getByTestId("standing").check();

    driver.await(page, "other heights", () -> !heights(page).equals(bent));
    driver.await(page, "the zero line and the limits", () -> hasLineAndLimits(page));
    driver.checkAccessibility(page, "the sum, " + scheme);
    driver.screenshot(page, "sum-" + scheme);
  }

  private static boolean hasLineAndLimits(Page page) {
    return (boolean)
        page.locator("carve-surfaces")
            .evaluate("({ pictures: [p] }) => p?.lines.length === 1 && p.limits.length === 2");
  }

  @Test
  void shouldKeepInTheAddressWhereOneLooksFrom() {
    Page page = openStill("", "&eye=-0.3,0.8,0.9", ColorScheme.LIGHT);
    assertThat(eye(page)).isEqualTo("-0.30 0.80 0.90");

    page.getByTestId("eye-front").click();

    assertThat(page.getByTestId("eye-front").getAttribute("aria-pressed")).isEqualTo("true");
    driver.await(page, "the address", () -> page.url().contains("eye=0,0.14,1"));
    page.reload();
    page.getByTestId("eye-front").waitFor();
    driver.await(page, "the same eye", () -> eye(page).equals("0.00 0.14 1.00"));
    page.getByTestId("eye-slanted").click();
    driver.await(page, "an address without it", () -> !page.url().contains("eye="));
  }

  private static String eye(Page page) {
    return (String)
        page.evaluate(
            """
            async () => {
              const { eye } = await import('/surface/eye.js');
              return [eye.azimuth, eye.elevation, eye.zoom].map((value) => value.toFixed(2)).join(' ');
            }
            """);
  }

  @Test
  void shouldTellHeightsAsATable() {
    Page page = openStill("", "&neuron=2.0", ColorScheme.LIGHT);
    assertThat(page.getByTestId("heights").locator("tbody td").count()).isEqualTo(81);

    page.getByTestId("as-table").click();

    assertThat(page.getByTestId("heights").locator("tbody td").first().innerText())
        .matches("−?[01]\\.\\d+");
    driver.checkAccessibility(page, "the table of heights");
    driver.screenshot(page, "heights-as-table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldShowSmallLandscapesOnTheWall(String renderer) {
    Page page = openStill("?renderer=" + renderer, "", ColorScheme.LIGHT);
    chooseNormal(page);
    byte[] flat = page.getByTestId("tile-2-0").screenshot();

    page.getByTestId("wall-solid").click();

    driver.await(page, "landscapes", () -> isDrawn(page, "tile-2-0"));
    assertThat(page.getByTestId("tile-2-0").screenshot()).isNotEqualTo(flat);
    byte[] slanted = page.getByTestId("tile-2-0").screenshot();
    page.keyboard().press("c");
    driver.await(
        page,
        "the turned landscape",
        () -> !java.util.Arrays.equals(page.getByTestId("tile-2-0").screenshot(), slanted));
    driver.screenshot(page, "wall-landscapes-" + renderer);
    page.reload();
    page.getByTestId("wall-landscapes").waitFor();
  }

  @Test
  void shouldDrawOnlyTheLandscapesOnTheScreen() {
    Page page =
        driver.open(
            "/?renderer=canvas2d#/runs/%s?step=500".formatted(driver.run()),
            360,
            320,
            ColorScheme.DARK);
    chooseNormal(page);
    page.getByTestId("wall-solid").click();
    page.getByTestId("tile-1-0").scrollIntoViewIfNeeded();
    driver.await(page, "the first neuron", () -> isDrawn(page, "tile-1-0"));
    assertThat(isDrawn(page, "tile-1-7")).isFalse();

    page.getByTestId("tile-1-7").scrollIntoViewIfNeeded();

    driver.await(page, "the last neuron", () -> isDrawn(page, "tile-1-7"));
    driver.screenshot(page, "wall-landscapes-narrow");
  }

  /// Whether there is a small landscape in the middle of a tile.
  private static boolean isDrawn(Page page, String tile) {
    return (boolean)
        page.getByTestId(tile)
            .evaluate(
                """
                (tile) => {
                  const canvas = tile.getRootNode().querySelector('carve-wall-landscapes')?.shadowRoot?.querySelector('canvas');
                  if (!canvas) return false;
                  const [here, there] = [canvas.getBoundingClientRect(), tile.getBoundingClientRect()];
                  const copy = document.createElement('canvas').getContext('2d');
                  const ratio = canvas.width / here.width;
                  const [x, y] = [there.x + there.width / 2 - here.x, there.y + there.height / 2 - here.y].map((at) => at * ratio);
                  copy.drawImage(canvas, x - 4, y - 4, 8, 8, 0, 0, 8, 8);
                  return copy.getImageData(0, 0, 8, 8).data.some((value) => value > 0);
                }
                """);
  }

  @Test
  void shouldDrawAsTheReaderChooses() {
    Page page = openStill("", "", ColorScheme.LIGHT);
    page.getByTestId("quality").click();
    page.getByTestId("tier-coarse").check();
    page.getByTestId("renderer-webgl2").check();
    driver.await(page, "WebGL", () -> "webgl2".equals(renderer(page)));
    driver.await(
        page, "a time", () -> page.getByTestId("figure").first().innerText().endsWith("ms"));
    driver.checkAccessibility(page, "the menu of drawing");
    driver.screenshot(page, "drawing-menu");

    page.reload();

    driver.await(page, "WebGL again", () -> "webgl2".equals(renderer(page)));
    assertThat(page.getByTestId("quality").getAttribute("data-tier")).isEqualTo("coarse");
  }

  private static String renderer(Page page) {
    return page.getByTestId("landscape").getAttribute("data-renderer");
  }

  @Test
  void shouldBecomeCoarserWhenDrawingTakesTooLongAndNotFinerAtOnce() {
    Page page = openStill("", "", ColorScheme.LIGHT);

    Object tiers =
        page.evaluate(
            """
            async () => {
              const { quality } = await import('/material/quality.js');
              quality.choose('auto');
              const tiers = [quality.tier];
              const draw = (times, ms) => {
                for (let i = 0; i < times; i++) quality.measured('test', ms);
                tiers.push(quality.tier);
              };
              draw(11, 60);
              draw(1, 60);
              draw(100, 1);
              draw(4, 500);
              return tiers.join(' ');
            }
            """);

    assertThat(tiers).isEqualTo("normal normal coarse coarse plain");
    assertThat(page.getByTestId("wall-solid").isDisabled()).isTrue();
  }
}
