package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.core.event.Topics;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Replays of a run that a real trainer, sampler and broker have made.
@Timeout(240)
final class ReplayCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LAST_STEP = 500;
  private static final String SPEC =
      """
      name: moons
      inputs: [x, y]
      layers:
        - {units: 8, activation: tanh}
        - {units: 8, activation: relu}
      classes: [blue, orange]
      batch-size: 16
      """;

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static TrainerService trainer;
  private static SamplerService sampler;
  private static String run = "";
  private static Map<Long, byte[]> live = Map.of();

  @BeforeAll
  static void recordARun() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    new TopicSetup(broker.bootstrapServers(), Duration.ZERO).createMissing(1);
    trainer =
        TrainerService.start(
            TrainerConfig.defaults(broker.bootstrapServers(), directory.resolve("trainer")),
            new SimpleMeterRegistry());
    sampler =
        SamplerService.start(
            SamplerConfig.defaults(broker.bootstrapServers(), directory.resolve("data"))
                .withHttpPort(0),
            new SimpleMeterRegistry());
    Path spec = Files.writeString(directory.resolve("moons.yaml"), SPEC);
    carve("model", "create", "--spec", spec.toString(), "--cut-by-size-alone");
    carve("feed", "--stream", "moons", "--count", "8000", "--rate", "4000");
    live = frames(Topics.FRAMES.name(), LAST_STEP);
    run = Topics.FRAMES.codec().decode(Objects.requireNonNull(live.get(LAST_STEP))).run();
  }

  @AfterAll
  static void stop() {
    trainer.close();
    sampler.close();
    broker.close();
  }

  @Test
  void shouldPublishTheSameBytesAgain() throws IOException {
    JsonNode outcome = replay("--topic", "again", "--speed", "0", "--json");
    Map<Long, byte[]> again = frames("again", LAST_STEP);
    replay("--topic", "backwards", "--speed", "0", "--backwards", "--json");
    Map<Long, byte[]> backwards = frames("backwards", firstOf(again));

    assertThat(live).hasSizeGreaterThan(10);
    live.forEach((step, bytes) -> assertThat(again.get(step)).as("step %d", step).isEqualTo(bytes));
    assertThat(outcome.get("frames").asInt()).isEqualTo(again.size());
    assertThat(List.copyOf(backwards.keySet())).isEqualTo(List.copyOf(again.keySet()).reversed());
    again.forEach((step, bytes) -> assertThat(backwards.get(step)).isEqualTo(bytes));
  }

  private static long firstOf(Map<Long, byte[]> frames) {
    return frames.keySet().iterator().next();
  }

  @Test
  void shouldPublishAtAPace() throws IOException {
    long beganNs = System.nanoTime();

    JsonNode outcome =
        replay(
            "--topic",
            "paced",
            "--from",
            "100",
            "--to",
            "400",
            "--steps-per-second",
            "300",
            "--json");

    assertThat(System.nanoTime() - beganNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    assertThat(outcome.get("lastStep").asLong()).isBetween(380L, 400L);
    assertThat(outcome.get("topic").asText()).isEqualTo("paced");
  }

  @Test
  void shouldDrawAnAnimationThatLoops() throws IOException {
    Path file = directory.resolve("moons.gif");

    JsonNode outcome =
        replay(
            "--render",
            file.toString(),
            "--seconds",
            "2",
            "--fps",
            "5",
            "--size",
            "480x270",
            "--loop",
            "--json");

    assertThat(outcome.get("pictures").asInt()).isBetween(10, 11);
    assertThat(outcome.get("lastStep").asLong()).isEqualTo(LAST_STEP);
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(input);
      assertThat(reader.getNumImages(true)).isEqualTo(outcome.get("pictures").asInt());
      assertThat(coloursIn(reader.read(0))).hasSizeGreaterThan(50);
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0");
  }

  @Test
  void shouldDrawAFilm() throws Exception {
    Path file = directory.resolve("moons.mp4");

    JsonNode outcome =
        replay(
            "--render",
            file.toString(),
            "--seconds",
            "1",
            "--fps",
            "5",
            "--size",
            "320x180",
            "--theme",
            "dark",
            "--json");

    FrameGrab film = FrameGrab.createFrameGrab(NIOUtils.readableChannel(file.toFile()));
    int pictures = 0;
    for (Picture next = film.getNativeFrame(); next != null; next = film.getNativeFrame()) {
      assertThat(next.getCroppedWidth()).isEqualTo(320);
      assertThat(next.getCroppedHeight()).isEqualTo(180);
      pictures++;
    }
    assertThat(pictures).isEqualTo(outcome.get("pictures").asInt()).isBetween(5, 6);
  }

  @Test
  void shouldDrawASheetOfOneNeuron() throws IOException {
    Path file = directory.resolve("moons.png");

    JsonNode outcome =
        replay(
            "--render",
            file.toString(),
            "--pictures",
            "4",
            "--size",
            "800x600",
            "--neuron",
            "2.7",
            "--json");

    BufferedImage sheet = ImageIO.read(file.toFile());
    assertThat(sheet.getWidth()).isEqualTo(800);
    assertThat(sheet.getHeight()).isEqualTo(600);
    assertThat(coloursIn(sheet)).hasSizeGreaterThan(50);
    assertThat(outcome.get("pictures").asInt()).isEqualTo(4);
  }

  @Test
  void shouldDrawTheSmallestPictures() throws IOException {
    Path file = directory.resolve("small.gif");

    replay("--render", file.toString(), "--seconds", "1", "--size", "160x160", "--json");

    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(160);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(path -> path.toString().endsWith(".partial"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--speed -1, speed must be 0 or more: --speed=-1.0",
    "--steps-per-second 0, steps per second must be above 0: --steps-per-second=0.0",
    "--speed 1 --steps-per-second 2, one pace is enough: --speed=1.0",
    "--from 9 --to 3, --from=9",
    "--from 501, the run has steps 0 to 500: --from=501",
    "--render x.avi, the file must end in .gif",
    "--render /nowhere/x.gif, --render=/nowhere/x.gif",
    "--render x.gif --size 12, --size=12",
    "--render x.gif --size 10x10, size=10x10",
    "--render x.gif --fps 60, --fps=60",
    "--render x.mp4 --fps 61, fps=61",
    "--render x.mp4 --loop, only a GIF can loop",
    "--render x.png --neuron seven, neuron=seven",
    "--render x.png --pictures 1, --pictures=1",
    "--render x.png --pictures 6 --size 420x236, each=138x117",
    "--render x.gif --seconds 0, --seconds=0.0",
    "--render x.gif --theme sepia, sepia",
    "--render x.gif --speed 0.0001, pictures of 36",
    "--render x.gif --to-topic, one destination is enough",
    "--neuron 1.1, it needs --render FILE: --neuron=1.1",
    "--topic a/b, --topic=a/b",
    "--port 70000, --port=70000"
  })
  void shouldSayWhichFlagIsWrong(String flags, String text) {
    List<String> arguments = new ArrayList<>(List.of("replay", run));
    arguments.addAll(List.of(flags.split(" ")));

    CommandRun refused = carve(arguments.toArray(String[]::new));

    assertThat(refused.exitCode()).as(refused.error()).isEqualTo(2);
    assertThat(refused.error()).hasLineCount(1).contains(text);
  }

  @Test
  void shouldNameTheNearestRun() {
    CommandRun refused = carve("replay", run + "x");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.error()).hasLineCount(1).contains(run, "carve runs list");
  }

  @Test
  void shouldNotDrawANeuronThatIsNotThere() {
    Path file = directory.resolve("none.png");

    CommandRun refused = carve("replay", run, "--render", file.toString(), "--neuron", "2.8");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.error()).contains("neuron=2.8, units of its layers=[8, 8, 2]");
  }

  private static Set<Integer> coloursIn(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private static JsonNode replay(String... flags) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("replay", run));
    arguments.addAll(List.of(flags));
    CommandRun done = carve(arguments.toArray(String[]::new));
    assertThat(done.exitCode()).as(done.error()).isZero();
    return JSON.readTree(done.output());
  }

  private static CommandRun carve(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!arguments[0].equals("replay") || all.contains("--topic")) {
      all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    }
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /// What was published on a topic until a step's frame, by step, in order.
  private static Map<Long, byte[]> frames(String topic, long lastStep) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    Map<Long, byte[]> frames = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!frames.containsKey(lastStep)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("moons");
          frames.put(Topics.FRAMES.codec().decode(record.value()).step(), record.value());
        }
      }
    }
    return frames;
  }
}
