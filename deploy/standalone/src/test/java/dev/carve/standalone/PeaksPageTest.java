package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The landscapes of all classes side by side, and how far each stands out.
class PeaksPageTest {
  private static final Pattern WRONG = Pattern.compile("(\\d+) of (\\d+) recent points stand");
  private static final Pattern PAIR = Pattern.compile("(\\d+) (blue|orange) on (blue|orange)’s");

  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldSayHowFarEachClassStandsOut(String renderer) {
    String run = driver.run();
    Page page = driver.open("/?renderer=%s#/runs/%s?step=400".formatted(renderer, run));
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);

    page.keyboard().press("p");

    page.getByTestId("margin-1").waitFor();
    JsonNode classes =
        driver
            .carve()
            .get("/api/runs/%s/compare?a=400&b=400&grid=8".formatted(run))
            .get("a")
            .get("classes");
    for (int c = 0; c < 2; c++) {
      String margin = page.getByTestId("margin-" + c).innerText().replace('−', '-');
      assertThat(Double.parseDouble(margin))
          .isCloseTo(classes.get(c).get("separation").asDouble(), within(0.006));
    }
    assertThat(driver.coloursIn(page.getByTestId("landscape").screenshot())).hasSizeGreaterThan(50);
    driver.await(page, "the curves", () -> page.locator("carve-margin-curve canvas").count() == 2);
    driver.screenshot(page, "peaks-" + renderer);
  }

  @Test
  void shouldListThePointsOnTheWrongHill() {
    Page page = driver.open("/#/runs/%s?step=400&view=peaks".formatted(driver.run()));
    page.getByTestId("margin-1").waitFor();

    String text = page.getByTestId("wrong-hills").innerText();

    var wrong = WRONG.matcher(text);
    assertThat(wrong.find()).as(text).isTrue();
    int listed =
        PAIR.matcher(text)
            .results()
            .peek(pair -> assertThat(pair.group(2)).isNotEqualTo(pair.group(3)))
            .mapToInt(pair -> Integer.parseInt(pair.group(1)))
            .sum();
    assertThat(listed).isPositive().isEqualTo(Integer.parseInt(wrong.group(1)));
    assertThat(page.locator("carve-peaks table tbody tr").count()).isEqualTo(2);
  }

  @Test
  void shouldOpenTheLandscapeOfAClass() {
    Page page = driver.open("/#/live/two-spirals?view=peaks");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("orange")).click();

    page.getByTestId("own-scale").waitFor();
    driver.await(page, "the class in the address", () -> page.url().contains("neuron=3.1"));
  }

  @Test
  void shouldBeReadableByEveryone() {
    String path = "/#/runs/%s?step=400&view=peaks".formatted(driver.run());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1440, 360}) {
        Page page = driver.open(path, width, 900, scheme);
        page.getByTestId("margin-1").waitFor();
        driver.await(
            page, "the curves", () -> page.locator("carve-margin-curve canvas").count() == 2);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
            .as("no sideways scrolling at %d px", width)
            .isEqualTo(true);
        driver.screenshot(
            page, "peaks-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        if (width == 1440) {
          driver.checkAccessibility(page, "the peaks, " + scheme);
        }
      }
    }
  }
}
