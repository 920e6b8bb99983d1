package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What rose and fell between two moments of a run, and which minibatches did it.
class CarvingPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldMeasureWhatRoseAndFellAsTheServerDoes(String renderer) {
    String run = driver.run();
    Page page =
        driver.open(
            "/?renderer=%s#/runs/%s?step=500&neuron=2.1&view=carving&since=100"
                .formatted(renderer, run));
    JsonNode carving = carvingOf(run, "2.1", 100, 500);
    driver.await(
        page,
        "the largest rise at full precision",
        () -> says(page, "rise", "+", carving.get("largestRise")));
    driver.await(
        page,
        "the largest fall at full precision",
        () -> says(page, "fall", "−", carving.get("largestFall")));
    byte[] before = page.getByTestId("landscape").screenshot();

    page.getByTestId("as-height").check();

    driver.await(
        page,
        "the difference as the landscape",
        () -> !Arrays.equals(page.getByTestId("landscape").screenshot(), before));
    driver.screenshot(page, "carving-height-" + renderer);
  }

  @Test
  void shouldNameTheMinibatchesThatDidItAndGoThere() {
    String run = driver.run();
    Page page = driver.open("/#/runs/%s?step=500&neuron=2.1&view=carving&since=100".formatted(run));
    page.getByTestId("rise").waitFor();
    String[] steps = page.getByTestId("between").innerText().replace(",", "").split("\\D+", 4);
    JsonNode strongest =
        driver
            .carve()
            .get(
                "/api/runs/%s/carvers?neuron=2.1&from=%s&to=%s&top=1"
                    .formatted(run, steps[1], steps[2]))
            .get("carvers")
            .get(0);

    page.getByTestId("ask-carvers").click();

    Locator first = page.getByTestId("carvers").locator("tbody tr").first();
    first.waitFor();
    assertThat(page.getByTestId("carvers").locator("tbody tr").count()).isEqualTo(5);
    assertThat(first.locator("td").first().innerText())
        .isEqualTo("%,d".formatted(strongest.get("step").asInt()));
    assertThat(first.locator("td").nth(1).innerText())
        .contains(strongest.get("labels").get("0").asText());
    driver.screenshot(page, "carving-minibatches");
    first.locator("button").click();
    long step = strongest.get("step").asLong();
    driver.await(
        page,
        "its step",
        () -> driver.shownStep(page) <= step && driver.shownStep(page) > step - 60);
  }

  @Test
  void shouldMeasureFromAPinnedMomentWhileTheRunGoesOn() {
    Page page = driver.openLive("");
    page.keyboard().press("d");
    page.getByTestId("rise").waitFor();

    page.getByTestId("pin").click();

    driver.await(page, "the moment in the address", () -> page.url().matches(".*since=\\d+$"));
    String since = page.getByTestId("since").inputValue();
    driver.await(
        page, "a distance that grows", () -> driver.shownStep(page) > Long.parseLong(since) + 100);
    assertThat(page.getByTestId("between").innerText())
        .startsWith("step %,d to".formatted(Long.parseLong(since)));
  }

  @Test
  void shouldBeReadableByEveryone() {
    String path = "/#/runs/%s?step=500&neuron=2.1&view=carving".formatted(driver.run());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1440, 360}) {
        Page page = driver.open(path, width, 900, scheme);
        page.getByTestId("ask-carvers").click();
        page.getByTestId("carvers").waitFor();
        driver.screenshot(
            page, "carving-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        if (width == 1440) {
          driver.checkAccessibility(page, "the carving, " + scheme);
        }
      }
    }
  }

  private static JsonNode carvingOf(String run, String neuron, int a, int b) {
    JsonNode comparison =
        driver.carve().get("/api/runs/%s/compare?a=%d&b=%d&grid=64".formatted(run, a, b));
    for (JsonNode compared : comparison.get("neurons")) {
      if (compared.get("neuron").asText().equals(neuron)) {
        return compared.get("carving");
      }
    }
    throw new IllegalStateException("the comparison must name the neuron: neuron=" + neuron);
  }

  /// Whether a figure of the page is the server's, as the page rounds it, and at the same place.
  private static boolean says(Page page, String figure, String sign, JsonNode expected) {
    double height = expected.get("height").asDouble();
    String text = page.getByTestId(figure).innerText();
    return text.startsWith(
            sign + (height < 0.1 ? "%.3f" : "%.2f").formatted(height).replace("-", ""))
        && text.contains("y " + "%.2f".formatted(expected.get("t").asDouble()).replace('-', '−'));
  }
}
