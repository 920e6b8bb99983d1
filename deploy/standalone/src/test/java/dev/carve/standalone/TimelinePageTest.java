package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One timeline for everything: what happened is marked on it, it counts by steps, examples or
/// time, plays a range, and shows any part of a run.
class TimelinePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @Test
  void shouldMarkWhatHappenedAndGoThere() {
    Page page = driver.openLive("");
    for (String type : List.of("freeze", "unfreeze")) {
      command(page, Map.of("type", type));
    }
    JsonNode last = events().getLast();
    assertThat(last.get("type").asText()).isEqualTo("UNFROZEN");
    page.locator("[data-testid=marker]").last().waitFor();
    driver.await(page, "what was heard live", () -> marked(page) == events().size());

    driver.await(page, "later steps", () -> driver.shownStep(page) > last.get("step").asLong());

    page.keyboard().press("[");

    Locator text = page.getByTestId("event-text");
    text.getByText(last.get("text").asText()).waitFor();
    long frame = frameAt(last.get("step").asLong());
    driver.await(page, "its step", () -> driver.shownStep(page) == frame);
    page.keyboard().press("[");
    text.locator("[aria-current=true]").getByText("was frozen").waitFor();
    driver.screenshot(page, "timeline-event");

    page.reload();

    page.locator("[data-testid=marker]").last().waitFor();
    assertThat(marked(page)).as("events without doubles").isEqualTo(events().size());
    page.locator("[data-testid=marker]").last().click();
    page.getByTestId("event-text").waitFor();
  }

  @Test
  void shouldCountByStepsExamplesOrTime() {
    Page page = driver.open("/#/runs/%s?step=300".formatted(driver.run()));
    driver.await(page, "the step", () -> driver.shownStep(page) > 200);
    long shown = driver.shownStep(page);
    for (String axis : List.of("examples", "time")) {
      page.getByTestId("axis-" + axis).click();
      assertThat(driver.shownStep(page)).as("the cursor stays").isEqualTo(shown);
      driver.await(page, "the address", () -> page.url().contains("axis=" + axis));
    }
    List<JsonNode> points = points("charts?points=600");
    long low = points.getFirst().get("time").asLong();
    Locator track = page.getByTestId("timeline");
    BoundingBox box = track.boundingBox();

    page.mouse().click(box.x + box.width * 0.2, box.y + box.height / 2);

    driver.await(page, "another step", () -> driver.shownStep(page) != shown);
    long high = timeAtTheEnd(page);
    double asked = low + 0.2 * (high - low);
    assertThat(timeOf(points, driver.shownStep(page)))
        .isCloseTo(asked, Offset.offset(0.1 * (high - low)));
    page.reload();
    driver.await(page, "the run", () -> driver.shownStep(page) >= 0);
    assertThat(page.getByTestId("axis-time").getAttribute("aria-pressed")).isEqualTo("true");
  }

  @Test
  void shouldPlayARangeAgainAndAgain() {
    Page page = driver.open("/#/runs/%s?step=100".formatted(driver.run()));
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);
    page.keyboard().press("i");
    goTo(page, "step 300");
    driver.await(page, "the end of the range", () -> driver.shownStep(page) > 200);
    page.keyboard().press("u");
    page.getByTestId("stretch").waitFor();
    page.getByTestId("loop").click();
    page.getByTestId("speed").selectOption("1000/s");

    page.getByTestId("play").click();

    List<Long> shown = new ArrayList<>();
    driver.await(
        page,
        "a second time",
        () -> {
          shown.add(driver.shownStep(page));
          return isTurned(shown);
        });
    assertThat(shown.subList(1, shown.size())).allMatch(step -> step >= 50 && step <= 300);
    page.getByTestId("play").click();
    driver.await(
        page, "the address", () -> page.url().contains("&from=") && page.url().contains("&to="));
    String from = page.getByTestId("stretch-from").getAttribute("aria-valuenow");

    page.reload();

    page.getByTestId("stretch-from").waitFor();
    assertThat(page.getByTestId("stretch-from").getAttribute("aria-valuenow")).isEqualTo(from);
    page.getByTestId("stretch-from").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.getByTestId("stretch-from").getAttribute("aria-valuenow")).isNotEqualTo(from);
    page.getByTestId("clear-stretch").click();
    driver.await(page, "the address", () -> !page.url().contains("from="));
    assertThat(page.getByTestId("stretch").count()).isZero();
  }

  @Test
  void shouldGoToAStepOrATime() {
    Page page = driver.openLive("");
    goTo(page, "0.2k");
    driver.await(page, "step 200", () -> driver.shownStep(page) == frameAt(200));
    List<JsonNode> early = points("history?from=0&to=500&points=20000");
    Instant second =
        Instant.ofEpochMilli(early.get(early.size() / 2).get("time").asLong() / 1000 * 1000);
    long last =
        early.stream()
            .filter(point -> point.get("time").asLong() <= second.toEpochMilli())
            .mapToLong(point -> point.get("step").asLong())
            .max()
            .orElse(0);

    goTo(page, DateTimeFormatter.ISO_LOCAL_TIME.format(second.atZone(ZoneId.systemDefault())));

    driver.await(page, "the step at that time", () -> driver.shownStep(page) == last);
    page.keyboard().press("g");
    page.getByTestId("go-to-input").fill("soon");
    page.keyboard().press("Enter");
    page.getByText("Write a step, such as").waitFor();
    driver.screenshot(page, "timeline-go-to");
    driver.checkAccessibility(page, "going to a moment");
    page.getByTestId("go-to-input").fill("999,999,999");
    page.keyboard().press("Enter");
    page.getByText("This run goes from step 0").waitFor();
  }

  @Test
  void shouldShowTheRightStepWhereItIsDraggedTo() {
    Page page = driver.open("/#/runs/%s?step=0".formatted(driver.run()));
    driver.await(page, "the first step", () -> driver.shownStep(page) == 0);
    BoundingBox box = page.getByTestId("timeline").boundingBox();
    double y = box.y + box.height / 2;
    page.mouse().move(box.x + 1, y);
    page.mouse().down();
    for (int i = 1; i <= 20; i++) {
      page.mouse().move(box.x + box.width * i / 40, y);
    }

    driver.await(
        page,
        "the step under the pointer",
        () ->
            page.getByTestId("pointed").count() > 0
                && driver.shownStep(page) == frameAt(pointedStep(page)));
    page.mouse().up();
  }

  @Test
  void shouldShowLessWhenTwoFingersGoApart() {
    Page page = driver.open("/#/runs/%s?step=400".formatted(driver.run()));
    page.getByTestId("timeline").waitFor();
    driver.settle(page);
    BoundingBox box = page.getByTestId("timeline").boundingBox();
    CDPSession fingers = page.context().newCDPSession(page);

    touch(fingers, "touchStart", box, 0.4);
    touch(fingers, "touchStart", box, 0.4, 0.6);
    touch(fingers, "touchMove", box, 0.3, 0.7);
    touch(fingers, "touchMove", box, 0.2, 0.8);
    touch(fingers, "touchEnd", box);

    page.getByTestId("whole-run").waitFor();
    driver.await(page, "the window in the address", () -> page.url().contains("window="));
    assertThat(page.url()).doesNotContain("#/live");
  }

  /// Lays fingers on the timeline, each at a share of its width.
  private static void touch(CDPSession session, String type, BoundingBox box, double... shares) {
    JsonArray points = new JsonArray();
    for (int i = 0; i < shares.length; i++) {
      JsonObject point = new JsonObject();
      point.addProperty("x", box.x + shares[i] * box.width);
      point.addProperty("y", box.y + box.height / 2);
      point.addProperty("id", i);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    session.send("Input.dispatchTouchEvent", event);
  }

  @Test
  void shouldChangeThePaceByKey() {
    Page page = driver.open("/#/runs/%s?step=100".formatted(driver.run()));
    driver.await(page, "the step", () -> driver.shownStep(page) > 0);
    assertThat(page.getByTestId("speed").inputValue()).isEqualTo("1");
    page.keyboard().press(">");
    assertThat(page.getByTestId("speed").inputValue()).isEqualTo("2");
    page.keyboard().press("<");
    page.keyboard().press("<");
    assertThat(page.getByTestId("speed").inputValue()).isEqualTo("0.5");
    assertThat(page.getByTestId("speed").boundingBox().width).isLessThan(64);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void shouldBeUsableByEveryone(ColorScheme scheme) {
    String path =
        "/#/runs/%s?step=200&from=100&to=300&axis=time&window=50-400".formatted(driver.run());
    for (int width : new int[] {1440, 360}) {
      Page page = driver.open(path, width, width > 700 ? 900 : 740, scheme);
      page.getByTestId("stretch").waitFor();
      page.locator("carve-chart canvas").last().waitFor();
      page.getByTestId("choose-charts").scrollIntoViewIfNeeded();
      page.evaluate("() => scrollTo(0, document.body.scrollHeight)");
      driver.screenshot(page, "timeline-%s-%d".formatted(name(scheme), width));
      driver.checkAccessibility(page, "the timeline, %s, %d px".formatted(name(scheme), width));
      page.getByTestId("whole-run").click();
      driver.await(page, "the whole run", () -> !page.url().contains("window="));
    }
  }

  private static void command(Page page, Map<String, String> command) {
    var answer =
        page.request()
            .post(
                driver.carve().url() + "/api/models/two-spirals/commands",
                RequestOptions.create().setHeader("origin", driver.carve().url()).setData(command));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void goTo(Page page, String moment) {
    page.keyboard().press("g");
    page.getByTestId("go-to-input").fill(moment);
    page.keyboard().press("Enter");
    page.getByTestId("go-to-input")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  private static String name(ColorScheme scheme) {
    return scheme == ColorScheme.DARK ? "dark" : "light";
  }

  /// Whether a step was followed by an earlier one, the first look apart.
  private static boolean isTurned(List<Long> shown) {
    return IntStream.range(2, shown.size()).anyMatch(i -> shown.get(i) < shown.get(i - 1));
  }

  /// How many events the marks stand for.
  private static int marked(Page page) {
    return page.locator("[data-testid=marker]").allInnerTexts().stream()
        .map(text -> text.replaceAll("[^0-9]", ""))
        .mapToInt(digits -> digits.isEmpty() ? 1 : Integer.parseInt(digits))
        .sum();
  }

  /// The events that are marked.
  private static List<JsonNode> events() {
    return stream(driver.carve().get("/api/runs/%s/events".formatted(driver.run())).get("events"))
        .filter(event -> !event.get("type").asText().equals("CREATED"))
        .toList();
  }

  private static List<JsonNode> points(String question) {
    return stream(
            driver.carve().get("/api/runs/%s/%s".formatted(driver.run(), question)).get("points"))
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /// The step of the snapshot that is shown for a step.
  private static long frameAt(long step) {
    return points("history?from=0&to=%d&points=20000".formatted(Math.max(1, step))).stream()
        .mapToLong(point -> point.get("step").asLong())
        .filter(other -> other <= step)
        .max()
        .orElse(0);
  }

  private static long pointedStep(Page page) {
    return Long.parseLong(
        page.getByTestId("pointed").innerText().replaceAll(" · .*", "").replaceAll("[^0-9]", ""));
  }

  private static double timeOf(List<JsonNode> points, long step) {
    return points.stream()
        .filter(point -> point.get("step").asLong() <= step)
        .mapToLong(point -> point.get("time").asLong())
        .max()
        .orElseThrow();
  }

  /// What the right end of the axis stands for, read off by the mouse at a known place.
  private static long timeAtTheEnd(Page page) {
    return ((Number)
            page.evaluate(
                """
                async () => {
                  const { spanOf } = await import('/state/span.js');
                  const { store } = await import('/state/store.js');
                  return spanOf(store.state).high;
                }
                """))
        .longValue();
  }
}
