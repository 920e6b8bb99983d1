package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Surfaces of models with more than two inputs, over the plane that the reader chooses.
class PlanePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @Test
  void shouldShowSurfacesOverThePlaneThatIsChosen() {
    Page page = driver.open("/");
    train(page, "herbs", List.of("sepal", "petal", "stem", "leaf"));
    page.navigate(driver.carve().url() + "/#/live/herbs?neuron=1.2");
    page.getByTestId("tile-1-2").waitFor();
    assertThat(page.getByTestId("plane").inputValue()).isEmpty();
    awaitPlane(page, "");

    choose(page, "components");
    awaitPlane(page, "components");
    choose(page, "inputs:petal,leaf");
    awaitPlane(page, "inputs:petal,leaf");
    assertThat(shown(page, "uName")).isEqualTo("petal");
    assertThat(shown(page, "vName")).isEqualTo("leaf");
    driver.screenshot(page, "plane-inputs");
    driver.checkAccessibility(page, "a chosen plane");
    driver.await(page, "the address", () -> page.url().contains("plane=inputs%3Apetal%2Cleaf"));

    page.getByTestId("tile-1-2").focus();
    page.keyboard().press("Home");
    driver.await(page, "the first step", () -> driver.shownStep(page) <= 1);
    awaitPlane(page, "inputs:petal,leaf");
    page.reload();
    page.getByTestId("tile-1-2").waitFor();
    awaitPlane(page, "inputs:petal,leaf");
    assertThat(page.getByTestId("plane").locator("option:checked").innerText())
        .isEqualTo("petal, leaf");

    choose(page, "class-means:low,middle,high");
    awaitPlane(page, "class-means:low,middle,high");
    choose(page, "");
    awaitPlane(page, "");
    driver.await(page, "a short address", () -> !page.url().contains("plane="));
  }

  @Test
  void shouldTakeTwoInputsByNameWhereThereAreTooManyPairsForAList() {
    Page page = driver.open("/", 360, 740, ColorScheme.DARK);
    List<String> inputs = IntStream.range(0, 20).mapToObj(i -> "sensor" + i).toList();
    train(page, "sensors", inputs);
    page.navigate(driver.carve().url() + "/#/live/sensors?neuron=1.0");
    page.getByTestId("tile-1-0").waitFor();

    choose(page, "pair");
    page.getByTestId("plane-u").fill("sensor3");
    page.getByTestId("plane-v").fill("sensor17");
    driver.checkAccessibilityUnfolded(page, "naming two inputs");
    driver.screenshot(page, "plane-pair-narrow");
    page.getByTestId("plane-show").click();

    awaitPlane(page, "inputs:sensor3,sensor17");
    assertThat(shown(page, "uName")).isEqualTo("sensor3");
    driver.checkAccessibilityUnfolded(page, "a plane on a narrow screen");
    driver.screenshot(page, "plane-narrow");
  }

  private static void choose(Page page, String plane) {
    page.getByTestId("plane").focus();
    page.getByTestId("plane")
        .locator("option[value='%s']".formatted(plane))
        .waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    page.getByTestId("plane").selectOption(plane);
  }

  /// Waits until the frame on the screen lies over a plane, empty for the model's own.
  private static void awaitPlane(Page page, String plane) {
    driver.await(page, "the plane " + plane, () -> shown(page, "asked").equals(plane));
  }

  /// What the frame on the screen says of its plane.
  private static String shown(Page page, String member) {
    return (String)
        page.evaluate(
            "async (member) => (await import('/state/store.js')).store.state.frame?.plane[member] ?? 'none'",
            member);
  }

  private static void train(Page page, String model, List<String> inputs) {
    driver.post(
        page,
        "/api/models",
        "application/yaml",
        """
        name: %s
        inputs: %s
        layers:
          - {units: 4, activation: tanh}
        classes: [low, middle, high]
        batch-size: 16
        """
            .formatted(model, inputs));
    driver.post(
        page,
        "/api/models/%s/examples".formatted(model),
        "application/x-ndjson",
        examples(inputs.size()));
    driver.carve().await("some steps", () -> driver.carve().step(model) > 10);
  }

  /// The class is told by the sum of all inputs.
  private static String examples(int inputs) {
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      double sum = 0;
      StringBuilder features = new StringBuilder();
      for (int input = 0; input < inputs; input++) {
        double value = random.nextGaussian();
        sum += value;
        features.append(input == 0 ? "" : ",").append(value);
      }
      String label = sum < -1 ? "low" : sum > 1 ? "high" : "middle";
      lines.append("{\"features\":[%s],\"label\":\"%s\"}%n".formatted(features, label));
    }
    return lines.toString();
  }
}
