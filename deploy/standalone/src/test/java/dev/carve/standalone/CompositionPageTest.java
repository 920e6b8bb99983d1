package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a neuron's landscape is made, stage by stage, with the network's own numbers.
class CompositionPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  private static final int STEP = 500;

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldAddUpToTheNeuronAtTheProbedPoint(String renderer) {
    Page page = openComposition("?renderer=" + renderer, "2.3", 1440, ColorScheme.LIGHT);
    page.getByTestId("point-u").fill("20");
    page.getByTestId("point-v").fill("31");
    JsonNode focus = focus(page, "2.3");

    List<Double> weights = values(page, "weight");
    List<Double> inputs = values(page, "input");
    double sum = focus.get("bias").asDouble();
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i) * inputs.get(i);
    }

    assertThat(weights)
        .containsExactlyInAnyOrderElementsOf(
            focus.get("feeders").findValues("weight").stream().map(JsonNode::asDouble).toList());
    assertThat(value(page, "bias")).isEqualTo(focus.get("bias").asDouble());
    assertThat(value(page, "z")).isCloseTo(sum, within(1e-4));
    assertThat(value(page, "a")).isCloseTo(Math.tanh(value(page, "z")), within(1e-5));
    assertThat(page.getByTestId("formula-at-point").innerText())
        .endsWith("= " + page.getByTestId("a").innerText());
    assertThat(driver.coloursIn(page.getByTestId("landscape").screenshot())).hasSizeGreaterThan(50);
    driver.screenshot(page, "composition-" + renderer);
  }

  @Test
  void shouldShowTheSlopesThatAFirstLayerNeuronAddsUp() {
    Page page = openComposition("", "1.2", 1440, ColorScheme.LIGHT);
    JsonNode plane = focus(page, "1.2").get("hyperplane");
    double s = Double.parseDouble(page.getByTestId("point-s").getAttribute("value"));
    double t = Double.parseDouble(page.getByTestId("point-t").getAttribute("value"));

    double height =
        plane.get("atOrigin").asDouble()
            + s * plane.get("alongU").asDouble()
            + t * plane.get("alongV").asDouble();

    assertThat(value(page, "z")).isCloseTo(height, within(1e-4));
    assertThat(page.getByTestId("formula").innerText()).contains("·x").contains("·y");
    page.getByTestId("stage-inputs").click();
    assertThat(sentence(page))
        .isEqualTo("This neuron sees the inputs x and y. Each of them is a slope.");

    driver.await(page, "the stage in the address", () -> page.url().contains("stage=0"));
    page.reload();
    page.getByTestId("sentence").waitFor();
    assertThat(sentence(page)).startsWith("This neuron sees the inputs x and y.");
  }

  @Test
  void shouldCompareAClassWithTheOthers() {
    Page page = openComposition("", "3.1", 1440, ColorScheme.LIGHT);

    List<Double> powers =
        page.getByTestId("formula-at-point").locator("sup data").all().stream()
            .map(power -> Double.parseDouble(power.getAttribute("value")))
            .toList();

    assertThat(powers).hasSize(3);
    double of = Math.exp(powers.get(0)) / (Math.exp(powers.get(1)) + Math.exp(powers.get(2)));
    assertThat(value(page, "a")).isCloseTo(of, within(1e-5));
    page.getByTestId("stage-bend").click();
    assertThat(sentence(page)).startsWith("Softmax: e^z divided by the sum over classes.");
    driver.screenshot(page, "composition-class");
  }

  @Test
  void shouldGoThroughItsStagesByKeyboardWithoutMotion() {
    Page page = driver.openLive("");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.keyboard().press("m");
    page.getByTestId("sentence").waitFor();
    assertThat(page.getByTestId("play-stages").count()).isZero();
    assertThat(page.getByTestId("tile-2-0").isVisible()).isFalse();

    page.getByTestId("stages").focus();
    page.keyboard().press("Home");
    assertThat(sentence(page)).startsWith("This neuron sees the 8 landscapes of layer 1");
    page.keyboard().press("ArrowRight");
    assertThat(sentence(page)).startsWith("Each is multiplied by its weight");
    page.keyboard().press(".");
    assertThat(sentence(page))
        .matches("[+−][0-9.]+ × neuron [1-8] (raises|lowers) .* The sum now reaches .*");
    assertThat(page.getByTestId("stages").getAttribute("aria-valuetext")).endsWith("stage 3 of 13");
    page.keyboard().press("End");
    page.keyboard().press(",");
    assertThat(sentence(page)).startsWith("tanh presses everything between −1 and 1");
    page.keyboard().press("Escape");

    page.getByTestId("tile-2-0").waitFor();
    assertThat(page.getByTestId("sentence").count()).isZero();
  }

  @Test
  void shouldStayAtItsStageWhileTheNetworkLearns() {
    Page page = driver.openLive("");
    page.keyboard().press("m");
    page.getByTestId("stage-term").nth(3).click();
    String scrubber = page.getByTestId("stages").inputValue();
    String name = page.getByTestId("stage-term").nth(3).innerText();
    long step = step(page);

    driver.await(page, "two later answers", () -> step(page) > step + 100);

    assertThat(page.getByTestId("stages").inputValue()).isEqualTo(scrubber).isEqualTo("5");
    assertThat(page.getByTestId("stage-term").nth(3).innerText()).isEqualTo(name);
    assertThat(sentence(page)).contains(name.replace("+ ", "× "));
  }

  @Test
  void shouldPlayAllStagesAndStop() {
    Page page = openComposition("", "2.3", 1440, ColorScheme.LIGHT);
    page.getByTestId("play-stages").click();

    driver.await(page, "the weights", () -> sentence(page).startsWith("Each is multiplied"));
    driver.await(
        page,
        "the scrubber to move",
        () -> Double.parseDouble(page.getByTestId("stages").inputValue()) > 0);
    page.getByTestId("play-stages").click();

    assertThat(page.getByTestId("play-stages").getAttribute("aria-pressed")).isEqualTo("false");
  }

  @Test
  void shouldLeadToTheNeuronsThatItIsMadeOf() {
    Page page = openComposition("", "2.3", 1440, ColorScheme.LIGHT);
    Locator strongest = page.getByTestId("term").first().getByRole(AriaRole.BUTTON);
    String name = strongest.innerText();

    strongest.click();

    driver.await(page, "its slopes", () -> page.getByTestId("term").count() == 2);
    assertThat(page.locator("carve-focus h2").first().innerText()).isEqualTo("layer 1 · " + name);
  }

  @Test
  void shouldBeReadableInEveryLightAndOnSmallScreens() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      String name = "composition-" + scheme.name().toLowerCase(Locale.ROOT);
      Page page = openComposition("", "2.3", 1440, scheme);
      driver.checkAccessibility(page, name);
      driver.screenshot(page, name);
      page.getByTestId("stage-term").nth(2).click();
      driver.screenshot(page, name + "-sum");
      page.getByTestId("stage-bend").click();
      driver.screenshot(page, name + "-bend");
      driver.checkAccessibility(page, name + " at a stage");
    }
    for (int width : new int[] {1000, 360}) {
      Page page = openComposition("", "2.3", width, ColorScheme.LIGHT);
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
          .as("no sideways scrolling at %d px", width)
          .isEqualTo(true);
      driver.screenshot(page, width < 700 ? "composition-narrow" : "composition-" + width);
    }
  }

  /// A past step, at which nothing changes.
  private static Page openComposition(String query, String neuron, int width, ColorScheme scheme) {
    String path =
        "/%s#/runs/%s?step=%d&neuron=%s&view=composition"
            .formatted(query, driver.run(), STEP, neuron);
    Page page = driver.open(path, width, width > 700 ? 900 : 740, scheme);
    page.getByTestId("sentence").waitFor();
    return page;
  }

  private static JsonNode focus(Page page, String neuron) {
    return driver
        .carve()
        .get("/api/runs/%s/focus/%d?neuron=%s".formatted(driver.run(), step(page), neuron));
  }

  private static long step(Page page) {
    return Long.parseLong(page.getByTestId("formula").getAttribute("data-step"));
  }

  private static String sentence(Page page) {
    return page.getByTestId("sentence").innerText();
  }

  private static double value(Page page, String testId) {
    return Double.parseDouble(page.getByTestId(testId).getAttribute("value"));
  }

  private static List<Double> values(Page page, String testId) {
    return page.getByTestId(testId).all().stream()
        .map(data -> Double.parseDouble(data.getAttribute("value")))
        .toList();
  }
}
