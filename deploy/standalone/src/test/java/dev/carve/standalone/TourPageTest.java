package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What helps a reader along: the tour, the help with its keys and words, links to a moment.
class TourPageTest {
  private static final List<String> STOPS =
      List.of("inputs", "slope", "composition", "peaks", "timeline", "own");

  @RegisterExtension static final PageDriver driver = new PageDriver();

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void shouldLeadThroughSixStopsByKeyboardAlone(ColorScheme scheme) {
    Page page = driver.openFirstTime("/#/live/two-spirals", scheme);
    page.getByTestId("tile-2-0").waitFor();
    page.getByTestId("tour-offer").focus();
    page.keyboard().press("Enter");

    for (String stop : STOPS) {
      driver.await(
          page, stop, () -> stop.equals(page.getByTestId("tour").getAttribute("data-stop")));
      driver.checkAccessibility(page, "the tour at " + stop, "carve-tour");
      driver.screenshot(page, "tour-%s-%s".formatted(stop, scheme.name().toLowerCase(Locale.ROOT)));
      page.keyboard().press("ArrowRight");
    }
    page.keyboard().press("ArrowLeft");
    driver.await(
        page,
        "a stop back",
        () -> "timeline".equals(page.getByTestId("tour").getAttribute("data-stop")));
    page.keyboard().press("Escape");

    assertThat(page.getByTestId("tour").count()).isZero();
    assertThat(page.getByTestId("tour-offer").count()).isZero();
    page.reload();
    page.getByTestId("tile-2-0").waitFor();
    assertThat(page.getByTestId("tour-offer").count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void shouldFindKeysAndWordsInTheHelp(ColorScheme scheme) {
    Page page = driver.open("/#/live/two-spirals", 1440, 900, scheme);
    page.getByTestId("tile-2-0").waitFor();
    page.keyboard().press("?");
    page.getByTestId("help-search").waitFor();
    driver.checkAccessibility(page, "the help", "carve-help");
    driver.screenshot(page, "help-" + scheme.name().toLowerCase(Locale.ROOT));

    page.keyboard().type("go live");

    driver.await(
        page, "one key", () -> page.getByTestId("help-keys").innerText().strip().startsWith("L"));
    page.getByTestId("help-search").fill("dead");
    page.getByText("no longer tells examples apart").waitFor();
    page.getByTestId("start-tour").click();
    page.getByTestId("tour").waitFor();
  }

  @Test
  void shouldTellOfEveryKeyThatThereIsAndOfNoOther() {
    Page page = driver.openLive("");

    Object answer =
        page.evaluate(
            """
            async () => {
              const { listedKeys } = await import('/shell/help.js');
              const { words } = await import('/words/help.js');
              const listed = [...listedKeys.page, ...listedKeys.landscape].filter(({ tip }) => !tip).map(({ id }) => id);
              const worded = listed.sort().join() === Object.keys(words.keys).sort().join();
              const pressed = listedKeys.page.flatMap(({ press }) => press);
              return { worded, twice: pressed.filter((key, i) => pressed.indexOf(key) < i) };
            }
            """);

    assertThat(answer).isEqualTo(Map.of("worded", true, "twice", List.of()));
  }

  @Test
  void shouldExplainAWordWhereItStands() {
    Page page = driver.openLive("");

    page.locator("carve-term[word=bias] button").click();

    page.getByText("lifts or lowers the whole sum").waitFor();
    driver.screenshot(page, "term");
    driver.checkAccessibility(page, "a word explained", "carve-focus");
  }

  @Test
  void shouldShareTheVeryStep() {
    Page page = driver.openLive("");
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.getByTestId("play").click();
    driver.await(
        page, "a standstill", () -> page.getByTestId("status").innerText().contains("paused"));
    long step = driver.shownStep(page);
    page.keyboard().press("c");
    page.keyboard().press("s");
    page.getByText("Copied").waitFor();
    driver.screenshot(page, "shared");
    String link = (String) page.evaluate("() => navigator.clipboard.readText()");

    Page other = driver.openElsewhere(link.replace("#", "?embed=1#"));
    driver.await(
        other,
        "the same step",
        () ->
            other
                .getByTestId("axis-step")
                .innerText()
                .replaceAll("\\D", "")
                .equals(Long.toString(step)));

    assertThat(link).contains("step=" + step).contains("eye=0,1.56");
  }

  @Test
  void shouldShowOnlyWhatIsToBeSeenWhenEmbedded() {
    Page page = driver.open("/?embed=1#/live/two-spirals", 800, 600, ColorScheme.LIGHT);
    page.getByTestId("tile-2-0").waitFor();

    assertThat(page.locator("carve-bar").count()).isZero();
    assertThat(page.locator("carve-charts").count()).isZero();
    page.getByText("open in Carve").focus();
    assertThat(page.getByText("open in Carve").getAttribute("href"))
        .contains("#/runs/")
        .contains("step=");
    driver.screenshot(page, "embedded");
    driver.checkAccessibility(page, "the embedded page");
  }

  @Test
  void shouldBeShownInAFrameOfAnotherPageOnThisMachine() throws IOException {
    byte[] notebook =
        "<h1>Notes</h1><iframe src='%s/?embed=1#/live/two-spirals' width='900' height='600'></iframe>"
            .formatted(driver.carve().url())
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "text/html");
          exchange.sendResponseHeaders(200, notebook.length);
          exchange.getResponseBody().write(notebook);
          exchange.close();
        });
    server.start();
    try {
      Page page =
          driver.openElsewhere("http://localhost:%d/".formatted(server.getAddress().getPort()));
      FrameLocator frame = page.frameLocator("iframe");
      frame.getByTestId("tile-2-0").focus();
      driver.screenshot(page, "embedded-elsewhere");

      page.keyboard().press("n");
      assertThat(frame.getByTestId("source-lesson").count()).isZero();
    } finally {
      server.stop(0);
    }
  }
}
