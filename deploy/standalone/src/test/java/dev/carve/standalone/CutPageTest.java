package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cross-section of a neuron at a height that the reader chooses.
class CutPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldCutWhereTheKeysSayAndCountAsTheServerDoes(String renderer) {
    String run = driver.run();
    Page page = driver.open("/?renderer=%s#/runs/%s?step=500&neuron=2.1".formatted(renderer, run));
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);
    page.keyboard().press("h");
    page.locator("[data-testid=cut]:focus").waitFor();
    byte[] before = page.getByTestId("landscape").screenshot();

    page.keyboard().press("Shift+ArrowUp");
    page.keyboard().press("Shift+ArrowUp");
    page.keyboard().press("ArrowDown");

    assertThat(height(page)).isEqualTo(0.19);
    driver.await(page, "the height in the address", () -> page.url().contains("height=0.19"));
    assertThat(page.getByTestId("landscape").screenshot()).isNotEqualTo(before);
    JsonNode section =
        driver
            .carve()
            .get("/api/runs/%s/focus/500?neuron=2.1&height=0.19".formatted(run))
            .get("sections")
            .get(0);
    assertThat(number(page.getByTestId("area-above").innerText()) / 100)
        .isCloseTo(section.get("shareAbove").asDouble(), within(0.005));
    Locator rows = page.getByTestId("classes-above").locator("tbody tr");
    for (int i = 0; i < 2; i++) {
      String[] counts = rows.nth(i).locator("td").last().innerText().split(" of ", 2);
      JsonNode expected = section.get("classes").get(i);
      assertThat(rows.nth(i).locator("th").innerText()).endsWith(expected.get("class").asText());
      assertThat(Integer.parseInt(counts[0])).isCloseTo(expected.get("above").asInt(), within(1));
      assertThat(Integer.parseInt(counts[1])).isEqualTo(expected.get("examples").asInt());
    }
    driver.screenshot(page, "cut-" + renderer);
  }

  @Test
  void shouldKeepTheHeightWhileTheRunGoesOnAndOverAReload() {
    Page page = driver.open("/#/live/two-spirals?neuron=2.1&view=cut&height=-0.25");
    page.getByTestId("cut").waitFor();
    long step = driver.shownStep(page);
    driver.await(page, "later steps", () -> driver.shownStep(page) > step + 100);
    assertThat(height(page)).isEqualTo(-0.25);

    page.keyboard().press("ArrowUp");
    driver.await(page, "the height in the address", () -> page.url().contains("height=-0.24"));
    page.reload();

    page.getByTestId("cut").waitFor();
    assertThat(height(page)).isEqualTo(-0.24);
    assertThat(page.url()).contains("view=cut");
  }

  @Test
  void shouldMoveByPointerAndByNumber() {
    Page page = driver.open("/#/runs/%s?step=500&neuron=2.1&view=cut".formatted(driver.run()));
    Locator handle = page.getByTestId("cut");
    handle.waitFor();
    var box = handle.boundingBox();
    assertThat(box.height).isGreaterThanOrEqualTo(24);
    double x = box.x + box.width / 2;
    page.mouse().move(x, box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(x, box.y + box.height / 2 - 60, new Mouse.MoveOptions().setSteps(3));
    page.mouse().up();
    assertThat(height(page)).isBetween(0.1, 0.9);

    page.getByTestId("cut-height").fill("-1.5");
    page.keyboard().press("Enter");

    driver.await(
        page,
        "everything above",
        () -> page.getByTestId("area-above").innerText().equals("100.0 %"));
  }

  @Test
  void shouldBeReadableByEveryone() {
    String path = "/#/runs/%s?step=500&neuron=1.2&view=cut&height=0.4".formatted(driver.run());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1440, 360}) {
        Page page = driver.open(path, width, 900, scheme);
        page.getByTestId("cut").waitFor();
        page.getByText("its cross-section is a straight line").waitFor();
        driver.screenshot(
            page, "cut-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        if (width == 1440) {
          driver.checkAccessibility(page, "the cut, " + scheme);
        }
      }
    }
  }

  private static double height(Page page) {
    return Double.parseDouble(page.getByTestId("cut").getAttribute("aria-valuenow"));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
  }
}
