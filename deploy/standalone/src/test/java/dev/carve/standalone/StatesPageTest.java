package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardService;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page where there is nothing to see: no model yet, no such run, no server.
class StatesPageTest {
  private static final String SPEC =
      """
      name: moons
      inputs: [x, y]
      layers:
        - {units: 4, activation: tanh}
      classes: [blue, orange]
      batch-size: 16
      """;

  @RegisterExtension static final PageDriver driver = new PageDriver();

  @TempDir private Path data;

  @Test
  void shouldLeadFromNothingToTheFirstLandscape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new TopicSetup(servers, Duration.ofSeconds(30)).createMissing(1);
      try (SamplerService sampler =
              SamplerService.start(
                  SamplerConfig.defaults(servers, data).withHttpPort(0), registry);
          TrainerService _ =
              TrainerService.start(
                  TrainerConfig.defaults(servers, data.resolve("trainer")), registry);
          DashboardService dashboard =
              DashboardService.start(
                  DashboardConfig.defaults()
                      .withPort(0)
                      .withBootstrapServers(servers)
                      .withSamplerUrl(sampler.httpUrl()),
                  registry)) {
        String url = dashboard.url().toString();
        lookAround(url);

        Page page = driver.openElsewhere(url);
        page.getByTestId("new-model").first().waitFor();
        driver.postElsewhere(page, url + "api/models", "application/yaml", SPEC);
        page.getByTestId("tile-2-0").waitFor();
        assertThat(driver.shownStep(page)).isZero();
        driver.postElsewhere(
            page, url + "api/models/moons/examples", "application/x-ndjson", examples());

        driver.await(page, "the first steps", () -> driver.shownStep(page) > 10);
        page.context().close();
      }
    }
  }

  private static void lookAround(String url) {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1440, 360}) {
        Page page = driver.openElsewhere(url, width, width > 700 ? 900 : 740, scheme);
        page.locator("carve-empty h2").waitFor();
        check(page, "empty", scheme, width);
        page.context().close();
      }
    }
  }

  private static void check(Page page, String state, ColorScheme scheme, int width) {
    driver.settle(page);
    driver.screenshot(
        page, "state-%s-%s-%d".formatted(state, scheme.name().toLowerCase(Locale.ROOT), width));
    driver.checkAccessibilityUnfolded(page, "%s at %d".formatted(state, width));
  }

  /// Of the first class if x is negative.
  private static String examples() {
    return IntStream.range(0, 400)
        .mapToObj(i -> {
          double x = Math.sin(i);
          return "{\"features\": [%.3f, %.3f], \"label\": \"%s\"}"
              .formatted(x, Math.cos(3.7 * i), x < 0 ? "blue" : "orange");
        })
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({"1440, LIGHT", "360, DARK"})
  void shouldSayThatThereIsNoSuchRun(int width, ColorScheme scheme) {
    driver.expect("404");
    Page page = driver.open("/#/runs/nowhere?step=3", width, 800, scheme);

    page.getByRole(AriaRole.ALERT).waitFor();

    assertThat(page.locator(".failure").innerText()).contains("nowhere");
    check(page, "failed", scheme, width);
    page.locator(".failure a").click();
    page.getByTestId("tile-2-0").waitFor();
  }

  @Test
  void shouldReconnectByItselfAndCatchUp() {
    driver.expect("ERR_CONNECTION_REFUSED");
    driver.expect("WebSocket connection");
    try (CarveProcess carve = CarveProcess.demo(data, "--rate", "50")) {
      carve.await("the first steps", () -> carve.step("two-spirals") > 20);
      Page page = driver.openElsewhere(carve.url() + "/#/live/two-spirals");
      page.getByTestId("tile-2-0").waitFor();
      driver.await(page, "live", () -> status(page).contains("live"));
      long before = driver.shownStep(page);

      carve.stop();
      assertThat(carve.awaitEnd()).isZero();

      page.getByText("Try now").waitFor();
      assertThat(page.getByTestId("tile-2-0").isVisible()).isTrue();
      driver.screenshot(page, "state-disconnected-light-1440");
      driver.checkAccessibility(page, "the page without a server", "carve-notice");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      page.setViewportSize(360, 740);
      driver.screenshot(page, "state-disconnected-dark-360");
      page.setViewportSize(1440, 900);
      page.getByTestId("view-cut").click();
      page.getByText("comes as soon as Carve answers").waitFor();

      try (CarveProcess _ = carve.again()) {
        driver.await(page, "live again", () -> status(page).contains("live"));
        page.getByTestId("cut-height").waitFor();
        page.locator("carve-chart .u-over").first().waitFor();
        driver.await(page, "newer steps", () -> driver.shownStep(page) > before);
        page.context().close();
      }
    }
  }

  private static String status(Page page) {
    return page.getByTestId("status").innerText();
  }
}
