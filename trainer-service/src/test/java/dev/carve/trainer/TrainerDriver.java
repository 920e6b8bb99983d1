package dev.carve.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Example;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topic;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.trainer.training.TrainingProcessor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The trainer's topology, driven record by record with a clock moved by hand.
public final class TrainerDriver implements AutoCloseable {
  /// A small model for tests: two inputs, batches of four.
  public static final String SPEC =
      """
      name: spirals
      inputs: 2
      layers:
        - {units: 4, activation: tanh}
      classes: [orange, blue]
      optimizer: {type: sgd, learning-rate: 0.1}
      batch-size: 4
      seed: 7
      """;

  /// Times that no clock tells, but a producer may.
  public static final List<Instant> STRANGE_TIMES =
      List.of(
          Instant.EPOCH,
          Instant.ofEpochMilli(Long.MAX_VALUE / 1000 + 1),
          Instant.ofEpochMilli(Long.MAX_VALUE));

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final KeptMinibatches history = new KeptMinibatches();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> examples;
  private final TestInputTopic<byte[], byte[]> minibatches;
  private final TestInputTopic<byte[], byte[]> control;
  private Instant now = START;
  private int commands;

  /// A driver whose state lies in a directory.
  ///
  /// @param directory empty
  public TrainerDriver(Path directory) {
    TrainerConfig config = TrainerConfig.defaults("unused:9092", directory);
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 1 << 20);
    this.driver =
        new TopologyTestDriver(
            TrainerTopology.of(config, new TrainerMetrics(new SimpleMeterRegistry()), history),
            properties,
            START);
    this.examples = input(Topics.EXAMPLES);
    this.minibatches = input(Topics.MINIBATCHES);
    this.control = input(Topics.CONTROL);
  }

  private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), START, Duration.ZERO);
  }

  /// Moves stream time and wall-clock time.
  ///
  /// @param duration how far
  public void advance(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  /// Sends an example as it would come from another producer.
  ///
  /// @param key the record key, or null
  /// @param value the record value
  public void sendExample(@Nullable String key, String value) {
    examples.pipeInput(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), now);
  }

  /// Sends an example as Carve's own feeder does.
  ///
  /// @param model the record key
  /// @param example what to send
  public void sendExample(String model, Example example) {
    examples.pipeInput(model.getBytes(UTF_8), Topics.EXAMPLES.codec().encode(example), now);
  }

  /// Sends a minibatch.
  ///
  /// @param model the record key
  /// @param minibatch what to send
  public void sendMinibatch(String model, Minibatch minibatch) {
    sendRawMinibatch(model.getBytes(UTF_8), Topics.MINIBATCHES.codec().encode(minibatch));
  }

  /// Sends a minibatch of two separable clouds, the same for the same seed.
  ///
  /// @param model the record key
  /// @param seed of the examples
  public void sendSeparableMinibatch(String model, long seed) {
    sendMinibatch(model, separableMinibatch(seed, 4));
  }

  /// {@return a minibatch of two separable clouds}
  ///
  /// @param seed of the examples
  /// @param n how many
  public static Minibatch separableMinibatch(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[2 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(2);
      features[2 * i] = (float) (labels[i] * 2 - 1 + 0.2 * random.nextGaussian());
      features[2 * i + 1] = (float) random.nextGaussian();
    }
    return new Minibatch(2, Floats.of(features), Ints.of(labels), START, false);
  }

  /// Sends a raw record to topic `minibatches`.
  ///
  /// @param key the record key, or null
  /// @param value the record value, or null
  public void sendRawMinibatch(byte @Nullable [] key, byte @Nullable [] value) {
    history.add(key, value, now.toEpochMilli());
    minibatches.pipeInput(key, value, now);
  }

  /// {@return the minibatches that can be read again}
  public KeptMinibatches history() {
    return history;
  }

  /// Sends a record as it is, but for its time.
  ///
  /// @param topic where to
  /// @param record with or without a key, a value and headers
  public void sendRaw(String topic, TestRecord<byte[], byte[]> record) {
    sendRaw(topic, record, now);
  }

  /// Sends a record as it is, with a time of its own.
  ///
  /// @param topic where to
  /// @param record with or without a key, a value and headers
  /// @param time whatever a producer may write there
  public void sendRaw(String topic, TestRecord<byte[], byte[]> record, Instant time) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), time));
  }

  /// {@return a model's value in the state store}
  ///
  /// @param model its name
  public byte[] storedState(String model) {
    return driver.<String, byte[]>getKeyValueStore(TrainingProcessor.STORE).get(model);
  }

  /// Creates a model.
  ///
  /// @param spec YAML whose name is `spirals`
  public void create(String spec) {
    send(ControlCommand.create(nextCommandId(), "spirals", spec, now));
  }

  /// Sends a command.
  ///
  /// @param command what to ask for
  public void send(ControlCommand command) {
    control.pipeInput(command.model().getBytes(UTF_8), Topics.CONTROL.codec().encode(command), now);
  }

  /// Sends a command that needs no arguments to model `spirals`.
  ///
  /// @param type what to ask for
  public void send(ControlCommand.Type type) {
    send(ControlCommand.of(nextCommandId(), "spirals", type, now));
  }

  /// {@return an id that no other command of this driver has}
  public String nextCommandId() {
    return "command-" + ++commands;
  }

  /// {@return the minibatches written since last asked}
  public List<Minibatch> minibatches() {
    return read(Topics.MINIBATCHES);
  }

  /// {@return the snapshots written since last asked}
  public List<ParameterSnapshot> snapshots() {
    return read(Topics.SNAPSHOTS);
  }

  /// {@return the metrics written since last asked}
  public List<TrainingMetrics> metrics() {
    return read(Topics.METRICS);
  }

  /// {@return the events written since last asked}
  public List<ModelEvent> events() {
    return read(Topics.EVENTS);
  }

  private <T> List<T> read(Topic<T> topic) {
    return output(topic.name()).readValuesToList().stream().map(topic.codec()::decode).toList();
  }

  /// {@return the reasons of the dead letters written since last asked}
  public List<String> deadLetterReasons() {
    return deadLetters().stream()
        .map(
            letter -> new String(letter.headers().lastHeader("carve.error.message").value(), UTF_8))
        .toList();
  }

  /// {@return the dead letters written since last asked}
  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return output(Topics.DEAD_LETTERS).readRecordsToList();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
