package dev.carve.benchmarks.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.BoundingBox;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.page.PageBenchmark.Task;
import dev.carve.benchmarks.page.SoakResult;
import dev.carve.benchmarks.page.SoakResult.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Somebody who replays, scrubs and switches neurons, runs, views and themes without end, on a demo
/// with two runs. What the page keeps is counted at times, always in the same view.
final class Soak implements AutoCloseable {
  private static final int SAMPLES = 60;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
  private static final double ACTION_PATIENCE_MS = 3_000;
  private static final double BETWEEN_ACTIONS_MS = 250;
  private static final double CALM_MS = 2_000;
  private static final double FIRST_RUN_MS = 20_000;
  private static final int COMPLAINTS_KEPT = 100;
  private static final int SCRUB_MOVES = 8;

  /// What Chromium says when it shows what it has drawn with WebGL without a graphics card.
  private static final String IMITATED_CARD = "GPU stall due to ReadPixels";

  private static final String MODEL_ADDRESS = "#/live/" + DemoMain.MODEL;
  /* Which of the runs, and where in it: each from 0 to 1. */
  private static final String OPEN_RUN =
      """
      async ([which, where]) => {
        const { runs } = await (await fetch('/api/runs')).json();
        const { run, lastStep } = runs[Math.floor(which * runs.length)];
        location.hash = `#/runs/${run}?step=${Math.floor(where * lastStep)}`;
      }
      """;
  private static final List<String> KEYS =
      List.of("ArrowLeft", "ArrowRight", "Home", "End", "1", "2", "m", "d", "h", "c", "Escape");

  private final Task task;
  private final ChildJvm demo;
  private final Page page;
  private final CDPSession tools;
  private final SplittableRandom random = new SplittableRandom(11);
  private final Map<Action, Long> actions = new EnumMap<>(Action.class);
  private final List<String> complaints = new ArrayList<>();

  /// What can be done on the page, and where. What the page does not have is left out.
  private enum Action {
    NEURON,
    SCRUB,
    PLAY,
    SPEED,
    GO_LIVE,
    RUN,
    VIEW,
    THEME,
    ORBIT,
    KEY
  }

  Soak(Task task, Chromium chromium) {
    this.task = task;
    this.demo =
        ChildJvm.start(
            Command.like(
                "demo", DemoMain.class, task.directory().resolve("demo").toString(), "8,8", "64"),
            task.directory());
    this.page = chromium.page();
    page.setDefaultTimeout(ACTION_PATIENCE_MS);
    page.addInitScript(Script.COUNT_LOST_CONTEXTS.text());
    page.onConsoleMessage(message -> {
      if ((message.type().equals("error") || message.type().equals("warning"))
          && !message.text().contains(IMITATED_CARD)) {
        complain(message.type() + ": " + message.text());
      }
    });
    page.onPageError(this::complain);
    page.navigate("%s?renderer=webgl2%s".formatted(demo.ask(String.class, "url"), MODEL_ADDRESS));
    StepWatch.await(page);
    this.tools = Chromium.tools(page);
  }

  private void complain(String text) {
    if (complaints.size() < COMPLAINTS_KEPT) {
      complaints.add(text);
    }
  }

  /// Works so long.
  SoakResult run(Duration duration) {
    page.waitForTimeout(FIRST_RUN_MS);
    demo.ask(String.class, "reset");
    long beganNs = System.nanoTime();
    long pauseNs = Math.max(SHORTEST_PAUSE.toNanos(), duration.toNanos() / SAMPLES);
    List<Sample> samples = new ArrayList<>();
    while (System.nanoTime() - beganNs < duration.toNanos()) {
      long nextNs = beganNs + (samples.size() + 1) * pauseNs;
      while (System.nanoTime() < nextNs) {
        act();
        page.waitForTimeout(BETWEEN_ACTIONS_MS);
      }
      samples.add(sample(1e-9 * (System.nanoTime() - beganNs)));
      tell(samples.getLast());
    }
    Map<String, Long> done = new TreeMap<>();
    actions.forEach((action, count) -> done.put(action.toString(), count));
    return new SoakResult(samples, done, complaints);
  }

  private void tell(Sample sample) {
    task.progress()
        .accept(
            "soak: %.0f s: heap %.2f MB, nodes %.0f, listeners %.0f, contexts lost %.0f, complaints %d"
                .formatted(
                    sample.seconds(),
                    1e-6 * sample.heapBytes(),
                    sample.nodes(),
                    sample.listeners(),
                    sample.contextsLost(),
                    complaints.size()));
  }

  private void act() {
    Action action = Action.values()[random.nextInt(Action.values().length)];
    try {
      if (done(action)) {
        actions.merge(action, 1L, Long::sum);
      }
    } catch (PlaywrightException _) {
      // Something lies over it, or it went away meanwhile: that is what Escape is for.
      page.keyboard().press("Escape");
    }
  }

  private boolean done(Action action) {
    return switch (action) {
      case NEURON -> clickAny("[data-testid^=tile-]");
      case SCRUB -> scrub();
      case PLAY -> clickAny("[data-testid=play]");
      case SPEED -> chooseAnySpeed();
      case GO_LIVE -> clickAny("[data-testid=go-live]");
      case RUN -> openAnyRun();
      case VIEW -> clickAny("[data-testid=views] [role=tab]");
      case THEME -> clickAny("[data-testid=theme]");
      case ORBIT -> orbit();
      case KEY -> press(KEYS.get(random.nextInt(KEYS.size())));
    };
  }

  private boolean clickAny(String selector) {
    Locator found = page.locator(selector);
    int count = found.count();
    if (count == 0) {
      return false;
    }
    Locator one = found.nth(random.nextInt(count));
    if (!one.isVisible()) {
      return false;
    }
    one.click();
    return true;
  }

  private boolean press(String key) {
    page.keyboard().press(key);
    return true;
  }

  private boolean scrub() {
    return drag("timeline", SCRUB_MOVES);
  }

  private boolean orbit() {
    return drag("landscape", SCRUB_MOVES / 2);
  }

  private boolean drag(String testId, int moves) {
    Locator found = page.getByTestId(testId).first();
    if (!found.isVisible()) {
      return false;
    }
    BoundingBox box = found.boundingBox();
    page.mouse().move(x(box), box.y + box.height / 2);
    page.mouse().down();
    for (int i = 0; i < moves; i++) {
      page.mouse().move(x(box), box.y + box.height * random.nextDouble(0.4, 0.6));
    }
    page.mouse().up();
    return true;
  }

  private double x(BoundingBox box) {
    return box.x + box.width * random.nextDouble(0.05, 0.95);
  }

  private boolean chooseAnySpeed() {
    Locator speed = page.getByTestId("speed").first();
    if (!speed.isVisible()) {
      return false;
    }
    int count = speed.locator("option").count();
    speed.selectOption(speed.locator("option").nth(random.nextInt(count)).getAttribute("value"));
    return true;
  }

  private boolean openAnyRun() {
    page.evaluate(OPEN_RUN, List.of(random.nextDouble(), random.nextDouble()));
    return true;
  }

  private void go(String address) {
    page.evaluate("hash => (location.hash = hash)", address);
  }

  /// Goes to the view in which everything is counted, and lets the browser collect what it can.
  private Sample sample(double seconds) {
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    Locator views = page.locator("[data-testid=views] [role=tab]");
    if (views.count() > 0 && views.first().isVisible()) {
      views.first().click();
    }
    go(MODEL_ADDRESS + "?neuron=1.0");
    page.waitForTimeout(CALM_MS);
    JsonObject _ = tools.send("HeapProfiler.collectGarbage");
    JsonObject _ = tools.send("HeapProfiler.collectGarbage");
    Map<String, Double> figures = Chromium.figures(tools);
    return new Sample(
        seconds,
        figures.getOrDefault("JSHeapUsedSize", 0.0),
        figures.getOrDefault("Nodes", 0.0),
        figures.getOrDefault("JSEventListeners", 0.0),
        JsNumber.of(page.evaluate("() => carveContextsLost")));
  }

  @Override
  public void close() {
    demo.close();
  }
}
