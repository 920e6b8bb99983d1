package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One step in slow motion, with what really happened in it.
class OneStepPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  private static final int SHOWN = 500;
  private static final double MOMENTUM = 0.9;

  @Test
  void shouldBlameEachNeuronByTheGradientThatMovedIt() {
    Page page = openStep(ColorScheme.LIGHT);
    long step = Long.parseLong(page.getByTestId("walked-step").getAttribute("data-step"));
    assertThat(page.getByTestId("sentence").innerText())
        .startsWith("A minibatch arrives: 32 examples, ");

    List<JsonNode> steps =
        LongStream.rangeClosed(step - 2, step)
            .mapToObj(k -> driver.carve().get("/api/runs/%s/steps/%d".formatted(driver.run(), k)))
            .toList();
    for (int layer = 3; layer >= 1; layer--) {
      page.getByTestId("phase-backward").nth(3 - layer).click();
      for (Locator row : page.getByTestId("blame").all()) {
        int neuron = Integer.parseInt(row.getAttribute("data-neuron"));
        double shown = Double.parseDouble(row.locator("data").getAttribute("value"));
        assertThat(shown)
            .as("layer %d, neuron %d", layer, neuron)
            .isCloseTo(biasGradient(steps, layer, neuron), within(1e-4));
      }
    }
    assertThat(page.locator(".blamed").count()).isEqualTo(18);
  }

  @Test
  void shouldShowThatTheSameExamplesCostLessAfterwards() {
    Page page = openStep(ColorScheme.LIGHT);
    page.getByTestId("phase-loss").click();
    double before = value(page, "loss");
    driver.screenshot(page, "one-step-loss");
    page.getByTestId("phase-update").click();
    assertThat(page.getByTestId("sentence").innerText())
        .matches("Update: every weight moves .* layer 2 · neuron 1 rises by up to .*");
    driver.screenshot(page, "one-step-update");
    page.getByTestId("phase-again").click();

    assertThat(before).isBetween(0.3, 1.0);
    assertThat(value(page, "loss-after")).isNotEqualTo(before).isCloseTo(before, within(0.05));
  }

  @Test
  void shouldBeWalkedThroughByKeyboardWithoutMotion() {
    Page page = driver.openLive("");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.keyboard().press("o");
    page.getByTestId("walked-step").waitFor();
    assertThat(page.getByTestId("play-step").count()).isZero();

    page.keyboard().press(".");

    assertThat(page.getByTestId("sentence").innerText())
        .startsWith("Forward: each example becomes 8 numbers");
    page.getByTestId("newest-step").waitFor();
    page.keyboard().press("o");
    driver.await(page, "a wall in full light", () -> page.locator(".veil").count() == 0);
  }

  @Test
  void shouldBeReadableInEveryLight() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      String name = "one-step-" + scheme.name().toLowerCase(Locale.ROOT);
      Page page = openStep(scheme);
      page.getByTestId("phase-backward").nth(1).click();
      driver.checkAccessibility(page, name);
      driver.screenshot(page, name);
    }
  }

  /// What the optimizer was given in the last of three steps: parameters move by η·v, v = μ·v + g.
  private static double biasGradient(List<JsonNode> steps, int layer, int neuron) {
    return velocity(steps.get(1), steps.get(2), layer, neuron)
        - MOMENTUM * velocity(steps.get(0), steps.get(1), layer, neuron);
  }

  private static double velocity(JsonNode before, JsonNode after, int layer, int neuron) {
    return (bias(before, layer, neuron) - bias(after, layer, neuron))
        / after.get("learningRate").asDouble();
  }

  private static double bias(JsonNode step, int layer, int neuron) {
    return step.get("layers").get(layer - 1).get("bias").get(neuron).asDouble();
  }

  private static Page openStep(ColorScheme scheme) {
    Page page =
        driver.open(
            "/#/runs/%s?step=%d&neuron=2.0&view=step".formatted(driver.run(), SHOWN),
            1440,
            900,
            scheme);
    page.getByTestId("walked-step").waitFor();
    return page;
  }

  private static double value(Page page, String testId) {
    return Double.parseDouble(page.getByTestId(testId).getAttribute("value"));
  }
}
