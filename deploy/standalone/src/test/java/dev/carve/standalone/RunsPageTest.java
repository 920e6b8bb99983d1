package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What can be done with runs on the page: name them, give them away, take them in, delete them,
/// and take out what is seen.
class RunsPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @TempDir private Path downloads;

  @Test
  void shouldNameARunAndFindItByItsTag() {
    Page page = openLibrary(ColorScheme.LIGHT);
    Locator run = page.locator("[data-testid=run][data-run='%s']".formatted(driver.run()));
    run.getByTestId("run-details").click();
    page.getByTestId("run-name").fill("the first spirals");
    page.getByTestId("run-tags").fill("taught, spirals");
    page.getByTestId("run-note").fill("Seen in class.");
    page.getByTestId("save-run").click();

    driver.await(page, "the name", () -> run.innerText().contains("the first spirals"));
    JsonNode told = driver.carve().get("/api/runs/" + driver.run());
    assertThat(told.get("name").asText()).isEqualTo("the first spirals");
    assertThat(told.get("tags").get(1).asText()).isEqualTo("spirals");
    page.getByTestId("search-runs").fill("no such tag");
    driver.await(page, "no run", () -> page.getByTestId("run").count() == 0);
    page.getByTestId("search-runs").fill("taught");
    driver.await(page, "the run with the tag", () -> page.getByTestId("run").count() == 1);
  }

  @Test
  void shouldGiveARunAwayDeleteItAndTakeItBack() {
    Page page = driver.open("/");
    driver.post(
        page,
        "/api/models",
        "application/yaml",
        """
        name: short-lived
        inputs: 2
        layers:
          - {units: 2, activation: tanh}
        classes: [a, b]
        """);
    driver.await(page, "its run", () -> !runs("short-lived").isEmpty());
    String first = runs("short-lived").getFirst();
    driver.post(
        page, "/api/models/short-lived/commands", "application/json", "{\"type\":\"reset\"}");
    driver.await(page, "another run", () -> runs("short-lived").size() == 2);
    page.navigate(driver.carve().url() + "/#/live/two-spirals");
    page.getByTestId("tile-2-0").waitFor();
    page.keyboard().press("r");
    Locator run = page.locator("[data-testid=run][data-run='%s']".formatted(first));
    run.getByTestId("run-details").click();
    Download download = page.waitForDownload(() -> page.getByTestId("export-run").click());
    Path file = downloads.resolve("taken.carve");
    download.saveAs(file);
    page.getByTestId("delete-run").click();
    page.getByTestId("delete-run-do").click();

    run.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

    assertThat(runs("short-lived")).hasSize(1).doesNotContain(first);
    page.getByTestId("import-run").setInputFiles(file);
    run.waitFor();
    assertThat(runs("short-lived")).hasSize(2).contains(first);
  }

  private static List<String> runs(String model) {
    List<String> names = new ArrayList<>();
    for (JsonNode run : driver.carve().get("/api/runs").get("runs")) {
      if (run.get("model").asText().equals(model)) {
        names.add(run.get("run").asText());
      }
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void shouldBeReadable(ColorScheme scheme) {
    String look = scheme.name().toLowerCase(Locale.ROOT);
    Page page = openLibrary(scheme);
    page.getByTestId("run-details").first().click();
    page.getByTestId("run-note").waitFor();
    driver.checkAccessibility(page, "the runs");
    driver.screenshot(page, "runs-" + look);
    page.keyboard().press("Escape");
    page.keyboard().press("e");
    page.getByTestId("export-png").waitFor();
    driver.checkAccessibility(page, "the export");
    driver.screenshot(page, "export-" + look);
  }

  @Test
  void shouldExportWhatIsSeen() throws IOException {
    Page page = driver.open("/#/runs/%s?step=400&neuron=2.1".formatted(driver.run()));
    driver.await(page, "a step", () -> driver.shownStep(page) > 0);
    page.getByTestId("export").click();

    Path picture = save(page, "export-png", "png");
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(driver.coloursIn(Files.readAllBytes(picture))).hasSizeGreaterThan(50);
    assertThat(save(page, "export-svg", "svg")).content().contains("<svg", "<path", "neuron 2");
    assertThat(save(page, "export-surfaces", "csv")).content().startsWith("u,v,height");
    assertThat(save(page, "export-parameters", "json")).content().startsWith("{\"layers\":");
    page.getByTestId("film-to").fill("400");
    page.getByTestId("film-pictures").fill("5");
    page.keyboard().press("Tab");
    byte[] film = Files.readAllBytes(save(page, "export-film", "webm"));
    assertThat(film).startsWith(0x1A, 0x45, 0xDF, 0xA3).hasSizeGreaterThan(4000);
  }

  @Test
  void shouldHaveFilmsDrawnThatBrowsersDoNotRecord() throws IOException {
    Page page = driver.open("/#/runs/%s?step=400&neuron=2.1".formatted(driver.run()));
    driver.await(page, "a step", () -> driver.shownStep(page) > 0);
    page.getByTestId("export").click();
    page.getByTestId("film-to").fill("400");
    page.getByTestId("film-pictures").fill("20");
    page.keyboard().press("Tab");

    try (ImageInputStream gif =
        ImageIO.createImageInputStream(save(page, "film-gif", "gif").toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(gif);
      // A picture that stands longer is one of them, too.
      assertThat(reader.getNumImages(true)).isBetween(2, 16);
      assertThat(reader.getWidth(0)).isEqualTo(960);
    }
    page.getByTestId("film-shown").selectOption("neuron");
    byte[] film = Files.readAllBytes(save(page, "film-mp4", "mp4"));
    assertThat(new String(film, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
  }

  private Path save(Page page, String testId, String ending) {
    Download download = page.waitForDownload(() -> page.getByTestId(testId).click());
    assertThat(download.suggestedFilename()).contains(driver.run()).endsWith("." + ending);
    Path file = downloads.resolve(testId + "." + ending);
    download.saveAs(file);
    return file;
  }

  private static Page openLibrary(ColorScheme scheme) {
    Page page = driver.open("/#/live/two-spirals", 1440, 900, scheme);
    page.getByTestId("tile-2-0").waitFor();
    page.keyboard().press("r");
    page.getByTestId("library").waitFor();
    return page;
  }
}
