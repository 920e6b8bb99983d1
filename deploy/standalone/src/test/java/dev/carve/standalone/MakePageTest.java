package dev.carve.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.carve.core.event.Example;
import dev.carve.core.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Models of one's own, made, fed and steered on the page, without a terminal.
class MakePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @Test
  void shouldMakeAModelOfAStreamAndShowItLearning() {
    Page page = openForm("stream");
    page.getByTestId("stream-circles").check(new Locator.CheckOptions().setForce(true));
    page.getByTestId("stream-noise").fill("0.05");
    page.getByTestId("units-1").fill("5");
    page.getByTestId("model-name-field").fill("made-of-circles");
    page.getByTestId("create-model").click();

    awaitModel(page, "made-of-circles");
    page.getByTestId("tile-2-4").waitFor();
    driver.carve().await("it to learn", () -> driver.carve().accuracy("made-of-circles") > 0.95);

    assertThat(page.getByTestId("tile-2-5").count()).isZero();
    driver.screenshot(page, "make-stream-learned");
  }

  @Test
  void shouldSayWhatIsWrongBesideTheField() {
    Page page = openForm("stream");
    page.getByTestId("units-0").fill("0");
    page.getByTestId("learningRate").fill("fast");
    page.getByTestId("stream-noise").fill("-1");
    page.getByTestId("model-name-field").fill("two-spirals");

    assertShown(page, "mistake-layer-0", "Must be a whole number");
    assertShown(page, "mistake-learningRate", "Must be a number above 0, but is 'fast'");
    assertShown(page, "mistake-noise", "Must be a number from 0 to 10");
    assertShown(page, "mistake-name", "already");
    assertThat(page.getByTestId("create-model").isDisabled()).isTrue();
    driver.screenshot(page, "make-mistakes");

    page.getByTestId("units-0").fill("4");
    page.getByTestId("learningRate").fill("0.1");
    page.getByTestId("stream-noise").fill("0.1");
    page.getByTestId("model-name-field").fill("right");

    driver.await(page, "no mistake", () -> page.getByTestId("create-model").isEnabled());
    assertThat(page.getByTestId("mistake-layer-0").isHidden()).isTrue();
  }

  @Test
  void shouldLearnFromAnOwnFile() {
    Page page = openForm("file");
    page.getByTestId("file").setInputFiles(new FilePayload("flowers.csv", "text/csv", flowers()));

    assertShown(page, "found", "150 examples, 2 inputs, 3 classes");
    assertShown(page, "found", "2 rows are left out");
    assertThat(page.getByTestId("preview").locator("tbody tr").count()).isEqualTo(5);
    driver.screenshot(page, "make-file");
    page.getByTestId("passes").selectOption("0");
    page.getByTestId("create-model").click();
    awaitModel(page, "flowers");
    driver.carve().await("it to learn", () -> driver.carve().accuracy("flowers") > 0.95);
    assertThat(page.getByTestId("feeding").getAttribute("data-state")).isEqualTo("running");
    driver.screenshot(page, "make-file-learned");

    page.getByTestId("feeding").getByText("Stop").click();

    page.getByTestId("feeding").waitFor(hidden());
  }

  @Test
  void shouldTakeAFileThatIsDroppedOntoThePage() {
    Page page = driver.openLive("");
    page.evaluate(
        """
        (text) => {
          const files = new DataTransfer();
          files.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
          const drop = (type) => document.querySelector('carve-page').dispatchEvent(
            new DragEvent(type, { dataTransfer: files, bubbles: true, composed: true, cancelable: true }));
          drop('dragover');
          drop('drop');
        }
        """,
        new String(flowers(), UTF_8));

    assertShown(page, "found", "150 examples");
    assertThat(page.getByTestId("label-column").inputValue()).isEqualTo("2");
  }

  @Test
  void shouldExplainAFileThatIsNoTable() {
    Page page = openForm("file");

    page.getByTestId("file")
        .setInputFiles(new FilePayload("words.csv", "text/csv", "one\ntwo\n".getBytes(UTF_8)));

    assertShown(page, "file-mistake", "only one column");
    assertThat(page.getByTestId("create-model").isDisabled()).isTrue();
  }

  @Test
  void shouldPutPaintedPointsIntoTheTopicAndLearnFromThem() {
    Page page = openForm("paint");
    page.getByTestId("class-0").fill("left");
    page.getByTestId("class-1").fill("right");
    page.getByTestId("model-name-field").fill("by-hand");
    page.getByTestId("create-model").click();
    Locator map = page.getByTestId("map");
    map.focus();
    page.keyboard().press("Shift+ArrowLeft");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    page.keyboard().press("2");
    var box = map.boundingBox();
    page.mouse().click(box.x + box.width * 0.9, box.y + box.height * 0.5);

    driver.await(
        page,
        "two points",
        () -> "2".equals(page.getByTestId("points").getAttribute("data-points")));
    driver.carve().await("it to learn", () -> driver.carve().accuracy("by-hand") > 0.95);

    awaitExamples("by-hand", "[-0.2, 0.05] class 0", " class 1");
    page.getByTestId("tile-1-0").waitFor();
    driver.screenshot(page, "make-painted");
    driver.checkAccessibility(page, "painting");
  }

  @Test
  void shouldFreezeTakeOneMinibatchAndLearnAgain() {
    Page page = openLesson("crater");
    String model = modelOf(page);
    page.getByTestId("freeze").click();
    driver.await(
        page,
        "the model to be frozen",
        () -> page.getByTestId("status").innerText().contains("frozen"));
    long frozen = driver.carve().step(model);

    page.getByTestId("one-minibatch").click();
    driver.carve().await("one step", () -> driver.carve().step(model) > frozen);
    page.getByTestId("one-minibatch").click();
    driver.carve().await("another", () -> driver.carve().step(model) > frozen + 1);
    assertThat(driver.carve().step(model)).isEqualTo(frozen + 2);
    driver.await(page, "the page to show it", () -> driver.shownStep(page) == frozen + 2);
    driver.screenshot(page, "make-frozen");

    page.getByTestId("freeze").click();

    driver.carve().await("it to learn again", () -> driver.carve().step(model) > frozen + 20);
  }

  @Test
  void shouldSteerTheLearningRateAndTheStream() {
    Page page = openLesson("xor");
    String model = modelOf(page);
    page.getByTestId("steer").click();
    Locator rate = page.getByTestId("learning-rate").locator("input");
    rate.press("End");
    driver
        .carve()
        .await("the learning rate", () -> shown(model).get("learningRate").asDouble() == 10);
    page.locator(".marker.LEARNING_RATE_CHANGED, .marker[aria-label*='learning rate']")
        .first()
        .waitFor();
    Locator speed = page.getByTestId("stream-rate").locator("input");
    speed.press("Home");
    driver
        .carve()
        .await("a slow stream", () -> stream(model).path("minibatchesPerSecond").asDouble() == 1);
    driver.screenshot(page, "make-steer");
    driver.checkAccessibility(page, "steering", "carve-bar");
    page.getByTestId("pause-stream").click();
    driver.carve().await("no stream", () -> !stream(model).path("running").asBoolean(true));

    page.getByTestId("stream-kind").selectOption("moons");

    driver
        .carve()
        .await("other examples", () -> stream(model).path("stream").asText().equals("moons"));
  }

  @Test
  void shouldAskBeforeAResetAndBeginAnotherRun() {
    Page page = openLesson("fast");
    String model = modelOf(page);
    String run = shown(model).get("run").asText();
    page.getByTestId("steer").click();
    page.getByTestId("reset").click();
    assertThat(shown(model).get("run").asText()).isEqualTo(run);
    driver.screenshot(page, "make-reset");

    page.getByTestId("do-reset").click();

    driver.carve().await("another run", () -> !shown(model).get("run").asText().equals(run));
  }

  @Test
  void shouldForkAtTheStepOnTheScreen() {
    Page page = driver.openLive("");
    page.getByTestId("steer").click();
    page.getByTestId("fork").click();
    page.getByTestId("fork-name").fill("what-if");
    page.getByTestId("fork-learning-rate").locator("input").press("Home");
    driver.screenshot(page, "make-fork");
    driver.checkAccessibility(page, "forking", "carve-fork");

    page.getByTestId("do-fork").click();

    awaitModel(page, "what-if");
    assertThat(shown("what-if").get("spec").asText()).contains("learning-rate: 1.0E-4");
  }

  @Test
  void shouldHideWhatActsFromThoseWhoMayOnlyLook(@TempDir Path data) {
    try (CarveProcess carve = CarveProcess.demo(data, "--read-only", "--rate", "50")) {
      carve.await("the first steps", () -> carve.step("two-spirals") > 20);
      Page page = driver.openElsewhere(carve.url() + "/#/live/two-spirals");
      page.getByTestId("tile-2-0").waitFor();

      page.getByTestId("read-only").click();
      page.getByText("Here nobody can make").waitFor();
      driver.screenshot(page, "read-only");
      driver.checkAccessibility(page, "the read-only page", "carve-bar");
      assertThat(page.getByTestId("freeze").count()).isZero();
      page.keyboard().press("Escape");
      page.keyboard().press("n");
      page.getByTestId("model-name").click();
      assertThat(page.getByTestId("new-model").count()).isZero();
      assertThat(page.getByTestId("create").count()).isZero();
      page.context().close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void shouldBeReadableInEveryForm(ColorScheme scheme) {
    String look = scheme.name().toLowerCase(Locale.ROOT);
    for (int width : new int[] {1440, 360}) {
      Page page = driver.open("/#/new", width, width > 700 ? 900 : 740, scheme);
      for (String source : List.of("lesson", "stream", "file", "paint")) {
        page.getByTestId("source-" + source).click();
        driver.checkAccessibility(page, "making a model: " + source, "carve-create");
        driver.screenshot(page, "make-%s-%s-%d".formatted(source, look, width));
      }
      page.getByTestId("source-file").click();
      page.getByTestId("file").setInputFiles(new FilePayload("flowers.csv", "text/csv", flowers()));
      page.getByTestId("found").waitFor();
      driver.checkAccessibility(page, "making a model of a file", "carve-create");
      driver.screenshot(page, "make-file-chosen-%s-%d".formatted(look, width));
    }
  }

  private static Page openForm(String source) {
    Page page = driver.open("/#/new");
    page.getByTestId("source-" + source).click();
    return page;
  }

  private static Page openLesson(String lesson) {
    Page page = driver.open("/#/new");
    page.getByTestId("lesson-" + lesson).click();
    driver.await(page, "the lesson", () -> page.url().contains("#/live/" + lesson));
    driver.carve().await("its steps", () -> driver.carve().step(modelOf(page)) > 0);
    page.getByTestId("tile-1-0").waitFor();
    return page;
  }

  private static void awaitModel(Page page, String model) {
    driver.await(page, model, () -> page.url().contains("#/live/" + model));
  }

  private static String modelOf(Page page) {
    return page.url().replaceFirst(".*#/live/([^?]+).*", "$1");
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  private static void assertShown(Page page, String testId, String text) {
    driver.await(
        page,
        "%s: %s".formatted(testId, text),
        () -> page.getByTestId(testId).innerText().contains(text));
  }

  private static JsonNode shown(String model) {
    return driver.carve().get("/api/models/" + model);
  }

  private static JsonNode stream(String model) {
    for (JsonNode stream : driver.carve().get("/api/streams").get("streams")) {
      if (stream.get("model").asText().equals(model)) {
        return stream;
      }
    }
    return MissingNode.getInstance();
  }

  /// Three clouds of fifty, and two rows that lack a value.
  private static byte[] flowers() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder csv = new StringBuilder("petal length;petal width;species\n");
    String[] species = {"setosa", "versicolor", "virginica"};
    for (int i = 0; i < 150; i++) {
      int kind = i / 50;
      csv.append(
          "%.2f;%.2f;%s\n"
              .formatted(
                  1.5 + 2 * kind + 0.3 * random.nextGaussian(),
                  0.3 + kind + 0.1 * random.nextGaussian(),
                  species[kind]));
    }
    return csv.append(";0.2;setosa\n1.4;?;setosa\n").toString().getBytes(UTF_8);
  }

  /// Waits until examples of a model that hold each of these texts are in the topic.
  private static void awaitExamples(String model, String... texts) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                driver.carve().bootstrapServers(),
                "max.poll.records",
                100_000),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EXAMPLES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Set<String> missing = new HashSet<>(List.of(texts));
      driver
          .carve()
          .await(
              "examples with " + missing,
              () -> {
                for (ConsumerRecord<String, byte[]> example :
                    consumer.poll(Duration.ofMillis(100))) {
                  if (model.equals(example.key())) {
                    missing.removeIf(told(example.value())::contains);
                  }
                }
                return missing.isEmpty();
              });
    }
  }

  private static String told(byte[] record) {
    Example example = Topics.EXAMPLES.codec().decode(record);
    return Arrays.toString(example.features().array())
        + (example.label() instanceof Example.Label.Index(int index) ? " class " + index : "");
  }
}
