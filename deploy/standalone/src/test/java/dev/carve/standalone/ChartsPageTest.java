package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The figures over the run: honest about extremes, the same after a reload, as curves and as a
/// table.
class ChartsPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  private static final int ROW_LOSS = 0;
  private static final int ROW_BASELINE = 2;

  @Test
  void shouldKeepTheExtremesOfAnyPart() {
    Page page = driver.open("/#/runs/%s?step=200&window=60-500".formatted(driver.run()));
    page.getByTestId("expand-charts").click();
    List<JsonNode> all = charts("from=60&to=500&points=20000");
    JsonNode lowest =
        all.stream().min(Comparator.comparingDouble(ChartsPageTest::loss)).orElseThrow();
    JsonNode highest =
        all.stream().max(Comparator.comparingDouble(ChartsPageTest::loss)).orElseThrow();

    driver.await(page, "the part", () -> row(page, ROW_LOSS).contains(count(lowest)));

    driver.settle(page);
    assertThat(row(page, ROW_LOSS)).contains(count(highest));
    List<String> before = page.getByTestId("figures-table").locator("tr").allInnerTexts();
    assertThat(before).hasSizeGreaterThanOrEqualTo(10);
    page.reload();
    page.getByTestId("expand-charts").click();
    driver.await(
        page,
        "the same after a reload",
        () -> before.equals(page.getByTestId("figures-table").locator("tr").allInnerTexts()));
  }

  @Test
  void shouldShowTheBaselineOverTheWholeRun() {
    Page page = driver.openLive("");
    page.getByTestId("expand-charts").click();
    JsonNode first =
        charts("points=600").stream()
            .filter(point -> point.get("repeatLastAccuracy").isNumber())
            .findFirst()
            .orElseThrow();

    driver.await(
        page,
        "the baseline of the first step",
        () -> row(page, ROW_BASELINE).contains(percent(first.get("repeatLastAccuracy"))));

    page.getByText("repeat last label").first().waitFor();
  }

  @Test
  void shouldTellTheFiguresOfAMomentAndGoThere() {
    Page page = driver.open("/#/runs/%s?step=500&window=60-500".formatted(driver.run()));
    driver.await(page, "the step", () -> driver.shownStep(page) > 300);
    page.getByTestId("chart-roughness").locator("canvas").waitFor();
    BoundingBox box = page.getByTestId("chart-accuracy").locator(".u-over").boundingBox();
    page.mouse().move(box.x + box.width / 4, box.y + box.height / 2);
    page.getByTestId("chart-pointed").getByText("repeat last label").waitFor();
    driver.screenshot(page, "charts-pointed");

    page.mouse().down();
    page.mouse().up();

    driver.await(
        page,
        "a quarter of the part",
        () -> driver.shownStep(page) > 120 && driver.shownStep(page) <= 170);
    page.mouse().move(box.x + box.width / 4, box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().move(box.x + box.width * 3 / 4, box.y + box.height / 2);
    page.mouse().up();
    driver.await(page, "a shorter part", () -> page.url().matches(".*window=1\\d\\d-(38|39)\\d$"));
  }

  @Test
  void shouldZoomByWheelAndBack() {
    Page page = driver.open("/#/runs/%s?step=300".formatted(driver.run()));
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);
    BoundingBox box = page.getByTestId("timeline").boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().wheel(0, -500);
    page.getByTestId("whole-run").waitFor();
    driver.await(page, "the address", () -> page.url().contains("window="));
    page.keyboard().press("0");
    driver.await(page, "the whole run", () -> !page.url().contains("window="));
    page.keyboard().press("+");
    driver.await(page, "a part by key", () -> page.url().contains("window="));
  }

  @Test
  void shouldRememberWhichChartsAreChosen() {
    Page page = driver.openLive("");
    page.getByTestId("choose-charts").click();
    page.getByTestId("choose-roughness").uncheck();
    page.getByTestId("choose-kappa").check();
    page.getByTestId("chart-kappa").waitFor();
    driver.screenshot(page, "charts-chosen");
    driver.checkAccessibility(page, "the choice of charts");

    page.reload();

    page.getByTestId("chart-kappa").waitFor();
    assertThat(page.getByTestId("chart-roughness").count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void shouldBeUsableByEveryone(ColorScheme scheme) {
    String name = scheme.name().toLowerCase(Locale.ROOT);
    for (int width : new int[] {1440, 360}) {
      Page page = driver.open("/#/live/two-spirals", width, width > 700 ? 900 : 740, scheme);
      page.getByTestId("expand-charts").click();
      page.getByTestId("figures-table").locator("tr").nth(9).waitFor();
      page.getByTestId("chart-separation").locator("canvas").waitFor();
      page.getByTestId("chart-loss").scrollIntoViewIfNeeded();
      driver.screenshot(page, "charts-%s-%d".formatted(name, width));
      driver.checkAccessibility(page, "the charts, %s, %d px".formatted(name, width));
    }
  }

  private static String row(Page page, int row) {
    var rows = page.getByTestId("figures-table").locator("tbody tr");
    return rows.count() > row ? rows.nth(row).innerText() : "";
  }

  private static List<JsonNode> charts(String window) {
    JsonNode points =
        driver.carve().get("/api/runs/%s/charts?%s".formatted(driver.run(), window)).get("points");
    return StreamSupport.stream(points.spliterator(), false).toList();
  }

  private static double loss(JsonNode point) {
    return point.get("loss").asDouble();
  }

  private static String count(JsonNode point) {
    return "%,d".formatted(point.get("step").asLong());
  }

  private static String percent(JsonNode share) {
    return "%.1f %%".formatted(100 * share.asDouble());
  }
}
