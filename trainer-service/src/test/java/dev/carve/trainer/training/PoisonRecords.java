package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Topics;
import dev.carve.core.event.proto.ControlCommand;
import dev.carve.core.event.proto.Example;
import dev.carve.core.event.proto.Minibatch;
import dev.carve.core.event.proto.ModelEvent;
import dev.carve.core.event.proto.ParameterSnapshot;
import dev.carve.core.event.proto.TrainingMetrics;
import dev.carve.trainer.TrainerDriver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Records that nobody can use, of every kind, each certainly so.
final class PoisonRecords {
  private static final byte[] KEY = "spirals".getBytes(UTF_8);
  private static final int FUTURE_FIELD = 99;

  private final Random random;
  private final List<Function<PoisonRecords, Poison>> kinds =
      List.of(
          PoisonRecords::truncatedMinibatch,
          PoisonRecords::minibatchWithAFlippedBit,
          PoisonRecords::minibatchOfAnotherShape,
          PoisonRecords::minibatchWhoseSizesLie,
          PoisonRecords::minibatchWithAFeatureThatIsNoNumber,
          PoisonRecords::minibatchWithAnUnknownLabel,
          PoisonRecords::minibatchOfAFutureSchema,
          PoisonRecords::minibatchWithoutExamples,
          PoisonRecords::minibatchForNobody,
          PoisonRecords::noMinibatch,
          PoisonRecords::garbageAsMinibatch,
          PoisonRecords::messageOfAnotherTopicAsMinibatch,
          PoisonRecords::truncatedExample,
          PoisonRecords::exampleInBrokenJson,
          PoisonRecords::exampleOfAnotherShape,
          PoisonRecords::exampleWithAFeatureThatIsNoNumber,
          PoisonRecords::exampleWithAnUnknownLabel,
          PoisonRecords::exampleOfAFutureSchema,
          PoisonRecords::exampleForNobody,
          PoisonRecords::noExample,
          PoisonRecords::messageOfAnotherTopicAsExample,
          PoisonRecords::truncatedCommand,
          PoisonRecords::commandOfAFutureSchema,
          PoisonRecords::commandUnderAnotherKey,
          PoisonRecords::noCommand,
          PoisonRecords::messageOfAnotherTopicAsCommand);

  PoisonRecords(long seed) {
    this.random = new Random(seed);
  }

  /// A record to be refused.
  record Poison(
      String topic,
      String kind,
      ByteString key,
      boolean hasKey,
      ByteString value,
      boolean hasValue) {
    static Poison of(String topic, String kind, byte @Nullable [] key, byte @Nullable [] value) {
      return new Poison(
          topic,
          kind,
          key == null ? ByteString.EMPTY : ByteString.copyFrom(key),
          key != null,
          value == null ? ByteString.EMPTY : ByteString.copyFrom(value),
          value != null);
    }

    byte @Nullable [] keyBytes() {
      return hasKey ? key.toByteArray() : null;
    }

    byte @Nullable [] valueBytes() {
      return hasValue ? value.toByteArray() : null;
    }
  }

  /// {@return a record of any kind; one in two thousand is gigantic}
  Poison next() {
    return random.nextInt(2_000) == 0
        ? giganticMinibatch()
        : kinds.get(random.nextInt(kinds.size())).apply(this);
  }

  private static Poison minibatch(String kind, byte @Nullable [] value) {
    return Poison.of(Topics.MINIBATCHES.name(), kind, KEY, value);
  }

  private static Poison example(String kind, byte @Nullable [] value) {
    return Poison.of(Topics.EXAMPLES.name(), kind, KEY, value);
  }

  private static Poison command(String kind, byte @Nullable [] value) {
    return Poison.of(Topics.CONTROL.name(), kind, KEY, value);
  }

  private byte[] goodMinibatch() {
    return Topics.MINIBATCHES
        .codec()
        .encode(TrainerDriver.separableMinibatch(random.nextLong(), 1 + random.nextInt(8)));
  }

  private Poison truncatedMinibatch() {
    byte[] good = goodMinibatch();
    byte[] cut = good;
    while (isUsable(cut)) {
      cut = Arrays.copyOf(good, random.nextInt(good.length));
    }
    return minibatch("truncated", cut);
  }

  private Poison minibatchWithAFlippedBit() {
    byte[] good = goodMinibatch();
    byte[] flipped = good;
    while (isUsable(flipped)) {
      flipped = good.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return minibatch("flipped bit", flipped);
  }

  /// {@return whether bytes are a minibatch for a model of two inputs and two classes, by the
  /// generated parser and the rules of the schema}
  private static boolean isUsable(byte[] value) {
    Minibatch message;
    try {
      message = Minibatch.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
    int size = message.getSize();
    boolean hasShape =
        message.getLabels().size() == 4L * size
            && message.getFeatures().size() == 4L * size * message.getInputs()
            && (size == 0 ? message.getEndOfInput() : message.getInputs() == 2);
    if (!hasShape || !message.getUnknownFields().asMap().isEmpty()) {
      return false;
    }
    boolean usable = true;
    ByteBuffer features = littleEndian(message.getFeatures());
    while (features.hasRemaining()) {
      usable &= Float.isFinite(features.getFloat());
    }
    ByteBuffer labels = littleEndian(message.getLabels());
    while (labels.hasRemaining()) {
      int label = labels.getInt();
      usable &= label == 0 || label == 1;
    }
    return usable;
  }

  private static ByteBuffer littleEndian(ByteString bytes) {
    return ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Poison minibatchOfAnotherShape() {
    int inputs = random.nextBoolean() ? 1 : 3 + random.nextInt(800);
    int size = 1 + random.nextInt(4);
    return minibatch(
        "another shape", message(size, inputs, new float[size * inputs], new int[size]));
  }

  private Poison minibatchWhoseSizesLie() {
    int size = random.nextBoolean() ? -1 - random.nextInt(1000) : 3 + random.nextInt(1000);
    boolean lieOfInputs = random.nextBoolean();
    return minibatch(
        "sizes that lie",
        message(lieOfInputs ? 2 : size, lieOfInputs ? size : 2, new float[4], new int[2]));
  }

  private Poison minibatchWithAFeatureThatIsNoNumber() {
    int size = 1 + random.nextInt(40);
    float[] features = new float[2 * size];
    features[random.nextInt(features.length)] = noNumber();
    return minibatch("feature that is no number", message(size, 2, features, new int[size]));
  }

  private float noNumber() {
    return switch (random.nextInt(4)) {
      case 0 -> Float.NaN;
      case 1 -> Float.POSITIVE_INFINITY;
      case 2 -> Float.NEGATIVE_INFINITY;
      default -> Float.intBitsToFloat(0xff800001 | random.nextInt());
    };
  }

  private Poison minibatchWithAnUnknownLabel() {
    int size = 1 + random.nextInt(40);
    int[] labels = new int[size];
    labels[random.nextInt(size)] =
        random.nextBoolean() ? -1 - random.nextInt(1 << 30) : 2 + random.nextInt(1 << 30);
    return minibatch("unknown label", message(size, 2, new float[2 * size], labels));
  }

  private static byte[] message(int size, int inputs, float[] features, int[] labels) {
    ByteBuffer featureBytes =
        ByteBuffer.allocate(features.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    featureBytes.asFloatBuffer().put(features);
    ByteBuffer labelBytes =
        ByteBuffer.allocate(labels.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    labelBytes.asIntBuffer().put(labels);
    return Minibatch.newBuilder()
        .setSize(size)
        .setInputs(inputs)
        .setFeatures(ByteString.copyFrom(featureBytes))
        .setLabels(ByteString.copyFrom(labelBytes))
        .build()
        .toByteArray();
  }

  private UnknownFieldSet futureField() {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    if (random.nextBoolean()) {
      field.addVarint(random.nextLong());
    } else {
      field.addLengthDelimited(ByteString.copyFrom(randomBytes(random.nextInt(20))));
    }
    return UnknownFieldSet.newBuilder().addField(FUTURE_FIELD, field.build()).build();
  }

  private Poison minibatchOfAFutureSchema() {
    return minibatch("future schema", concatenate(goodMinibatch(), futureField().toByteArray()));
  }

  private Poison minibatchWithoutExamples() {
    return minibatch(
        "without examples",
        random.nextBoolean() ? new byte[0] : message(0, 2, new float[0], new int[0]));
  }

  private Poison minibatchForNobody() {
    return Poison.of(
        Topics.MINIBATCHES.name(), "minibatch for nobody", keyOfNobody(), goodMinibatch());
  }

  private byte @Nullable [] keyOfNobody() {
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> "Spirals".getBytes(UTF_8);
      case 3 -> "spirals\u00e9".getBytes(ISO_8859_1);
      default -> randomBytes(1 + random.nextInt(40));
    };
  }

  private Poison noMinibatch() {
    return minibatch("no value", null);
  }

  private Poison garbageAsMinibatch() {
    byte[] garbage = randomBytes(random.nextInt(400));
    return isUsable(garbage) ? noMinibatch() : minibatch("garbage", garbage);
  }

  private Poison messageOfAnotherTopicAsMinibatch() {
    byte[] message =
        switch (random.nextInt(6)) {
          case 0 -> goodExample();
          case 1 -> freeze().setCutBySizeAlone(true).build().toByteArray();
          case 2 -> snapshot();
          case 3 -> metrics();
          case 4 -> event();
          default -> "{\"features\": [1, 2], \"label\": 1}".getBytes(UTF_8);
        };
    return minibatch("message of another topic", message);
  }

  private static Poison giganticMinibatch() {
    int size = 70_000;
    return minibatch("gigantic", message(size, 2, new float[2 * size], new int[size]));
  }

  /// The label is the last field, so every shorter message lacks it or breaks off in it.
  private byte[] goodExample() {
    return Topics.EXAMPLES
        .codec()
        .encode(
            dev.carve.core.event.Example.labelled(
                Floats.of(random.nextFloat(), random.nextFloat()),
                new dev.carve.core.event.Example.Label.Index(1)));
  }

  private Poison truncatedExample() {
    byte[] good = goodExample();
    return example("truncated", Arrays.copyOf(good, random.nextInt(good.length)));
  }

  private Poison exampleInBrokenJson() {
    String good = "{\"features\": [0.5, %s], \"label\": 1}".formatted(random.nextFloat());
    return example(
        "broken JSON", good.substring(0, 1 + random.nextInt(good.length() - 1)).getBytes(UTF_8));
  }

  private Poison exampleOfAnotherShape() {
    float[] features = new float[random.nextBoolean() ? 1 : 3 + random.nextInt(500)];
    return example("another shape", exampleMessage(features, 1).toByteArray());
  }

  private Poison exampleWithAFeatureThatIsNoNumber() {
    return random.nextBoolean()
        ? example("NaN", exampleMessage(new float[] {1, noNumber()}, 1).toByteArray())
        : example("NaN", "{\"features\": [NaN, 1e99], \"label\": 1}".getBytes(UTF_8));
  }

  private Poison exampleWithAnUnknownLabel() {
    return switch (random.nextInt(3)) {
      case 0 ->
          example(
              "unknown label", exampleMessage(new float[2], 2 + random.nextInt()).toByteArray());
      case 1 ->
          example("unknown label", "{\"features\": [1, 2], \"label\": \"green\"}".getBytes(UTF_8));
      default -> example("no label", "{\"features\": [1, 2]}".getBytes(UTF_8));
    };
  }

  private static Example exampleMessage(float[] features, int label) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * features.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(features);
    /* As unsigned numbers, all labels from 2 to 2^32 - 1 are unknown; 0 and 1 are not made. */
    int unknown = label == 0 ? 2 : label;
    return Example.newBuilder()
        .setFeatures(ByteString.copyFrom(bytes))
        .setClassIndex(unknown)
        .build();
  }

  private Poison exampleOfAFutureSchema() {
    return random.nextBoolean()
        ? example("future schema", concatenate(goodExample(), futureField().toByteArray()))
        : example(
            "future schema", "{\"features\": [1, 2], \"label\": 1, \"weight\": 2}".getBytes(UTF_8));
  }

  private Poison exampleForNobody() {
    return Poison.of(Topics.EXAMPLES.name(), "example for nobody", keyOfNobody(), goodExample());
  }

  private Poison noExample() {
    return example("no value", random.nextBoolean() ? null : new byte[0]);
  }

  private Poison messageOfAnotherTopicAsExample() {
    byte[] message =
        switch (random.nextInt(4)) {
          case 0 -> goodMinibatch();
          case 1 -> create().toByteArray();
          case 2 -> snapshot();
          default -> event();
        };
    return example("message of another topic", message);
  }

  private static ControlCommand.Builder freeze() {
    return ControlCommand.newBuilder()
        .setId("12345678")
        .setModel("spirals")
        .setType(ControlCommand.Type.FREEZE);
  }

  /// Its id is as long as two features, and its type would be a label.
  private static ControlCommand create() {
    return freeze().setType(ControlCommand.Type.CREATE).setTimeUs(1).build();
  }

  private Poison truncatedCommand() {
    byte[] good = freeze().build().toByteArray();
    return command("truncated", Arrays.copyOf(good, random.nextInt(good.length)));
  }

  private Poison commandOfAFutureSchema() {
    return random.nextBoolean()
        ? command(
            "future schema", freeze().setTypeValue(40 + random.nextInt(1000)).build().toByteArray())
        : command("future schema", freeze().setUnknownFields(futureField()).build().toByteArray());
  }

  private Poison commandUnderAnotherKey() {
    return Poison.of(
        Topics.CONTROL.name(), "wrong key", keyOfNobody(), freeze().build().toByteArray());
  }

  private Poison noCommand() {
    return command("no value", random.nextBoolean() ? null : new byte[0]);
  }

  private Poison messageOfAnotherTopicAsCommand() {
    byte[] message =
        switch (random.nextInt(4)) {
          case 0 -> goodMinibatch();
          case 1 -> goodExample();
          case 2 -> snapshot();
          default -> event();
        };
    return command("message of another topic", message);
  }

  private static byte[] snapshot() {
    return ParameterSnapshot.newBuilder()
        .setModel("spirals")
        .setRun("run-1")
        .setStep(1)
        .setSpec(TrainerDriver.SPEC)
        .build()
        .toByteArray();
  }

  private static byte[] metrics() {
    return TrainingMetrics.newBuilder().setModel("spirals").setRun("run-1").build().toByteArray();
  }

  private static byte[] event() {
    return ModelEvent.newBuilder()
        .setModel("spirals")
        .setRun("spirals")
        .setStep(2)
        .setType(ModelEvent.Type.FROZEN)
        .build()
        .toByteArray();
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
