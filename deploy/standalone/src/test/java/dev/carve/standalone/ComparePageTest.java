package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two moments side by side, and what a neuron weighs its inputs with.
class ComparePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldCompareTheShownMomentWithAnother(String renderer) {
    String run = driver.run();
    Page page = driver.open("/?renderer=%s#/runs/%s?step=500&neuron=2.1".formatted(renderer, run));
    page.getByTestId("tile-2-0").waitFor();
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);

    page.keyboard().press("b");
    page.getByTestId("compare-step").fill("100");
    page.keyboard().press("Tab");

    var figures = page.getByTestId("compare-figures");
    driver.await(
        page,
        "the other step",
        () -> {
          String text = figures.innerText();
          return text.contains("%,d".formatted(driver.shownStep(page)))
              && page.url().contains("with=%s@100".formatted(run));
        });
    assertThat(driver.coloursIn(page.getByTestId("landscape").screenshot())).hasSizeGreaterThan(50);
    driver.checkAccessibility(page, "compare");
    driver.screenshot(page, "compare-" + renderer);
  }

  @Test
  void shouldRestoreTheComparisonOfADeepLink() {
    String run = driver.run();
    Page page =
        driver.open(
            "/#/runs/%s?step=400&neuron=2.1&view=compare&with=%s".formatted(run, run),
            1440,
            900,
            ColorScheme.DARK);

    page.getByTestId("compare-figures").waitFor();

    assertThat(page.getByTestId("compare-same-step").isChecked()).isTrue();
    String shown = "%,d".formatted(driver.shownStep(page));
    var steps = page.getByTestId("compare-figures").locator("tbody tr").first().locator("td");
    driver.await(
        page,
        "the same step on both sides",
        () -> steps.allInnerTexts().equals(List.of(shown, shown)));
    driver.checkAccessibility(page, "compare in the dark");
    driver.screenshot(page, "compare-dark");
  }

  @Test
  void shouldShowTheWeightsOfANeuronOfPixelsAsAPicture() {
    Page page = driver.open("/");
    driver.post(
        page,
        "/api/models",
        "application/yaml",
        """
        name: pixels
        inputs: 64
        layers:
          - {units: 4, activation: relu}
        classes: [left, right]
        batch-size: 32
        """);
    driver.post(
        page, "/api/models/pixels/examples", "application/x-ndjson", pictures(new Random(1), 320));

    page.navigate(driver.carve().url() + "/#/live/pixels?neuron=1.2&view=weights");

    page.getByTestId("weights-picture").waitFor();
    assertThat(driver.coloursIn(page.getByTestId("weights-picture").screenshot()))
        .hasSizeGreaterThan(20);
    assertThat(page.getByTestId("weights").locator("tbody tr").count()).isEqualTo(25);
    driver.checkAccessibility(page, "weights as a picture");
    driver.screenshot(page, "weights-picture");
  }

  /// Half of the 8 × 8 pixels bright, the left half or the right one.
  private static String pictures(Random random, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean isLeft = random.nextBoolean();
      lines.append("{\"features\":[");
      for (int pixel = 0; pixel < 64; pixel++) {
        boolean isBright = pixel % 8 < 4 == isLeft;
        lines
            .append(pixel == 0 ? "" : ",")
            .append((isBright ? 1 : 0) + 0.2 * random.nextGaussian());
      }
      lines.append("],\"label\":\"").append(isLeft ? "left" : "right").append("\"}\n");
    }
    return lines.toString();
  }
}
