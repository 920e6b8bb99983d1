package dev.carve.standalone.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.core.event.Floats;
import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsFormatTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Network NETWORK =
      new Network(3, List.of(new LayerSpec(2, Activation.TANH)), 2);
  private static final String W0 = tensor("layers.0.weight", "F32", "[2,3]", 0, 24);
  private static final String B0 = tensor("layers.0.bias", "F32", "[2]", 24, 32);
  private static final String W1 = tensor("layers.1.weight", "F32", "[2,2]", 32, 48);
  private static final String B1 = tensor("layers.1.bias", "F32", "[2]", 48, 56);
  private static final Floats ONE_TO_FOURTEEN =
      Floats.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);

  @Test
  void shouldWriteAlignedTensorsThatAreFoundByName() throws IOException {
    TrainedModel model =
        RandomModels.plain(9, 3).model(List.of(new LayerSpec(2, Activation.RELU)), 2, true);
    byte[] file = bytes(model);
    JsonNode header = header(file);
    assertThat(header.get("__metadata__").get("format").asText()).isEqualTo("pt");
    assertThat(header.get("__metadata__").get("model").asText()).isEqualTo("random");
    assertThat(header.get("__metadata__").get("run").asText()).isEqualTo("random-1");
    assertThat(header.get("__metadata__").get("step").asText()).isEqualTo("1000");
    assertThat(header.get("__metadata__").get("classes").asText())
        .isEqualTo("[\"class 0\",\"class 1\"]");
    assertThat(ModelSpec.parse(header.get("__metadata__").get("spec").asText()))
        .isEqualTo(model.spec());
    assertThat(header.get("layers.0.weight").get("shape").toString()).isEqualTo("[2,3]");
    assertThat(header.get("layers.1.bias").get("shape").toString()).isEqualTo("[2]");
    ByteBuffer data = data(file);
    assertThat((file.length - data.remaining()) % 8).isZero();
    Standardizer standardizer = model.standardizer().orElseThrow();
    assertThat(doubles(data, header.get("standardizer.mean"))).isEqualTo(standardizer.mean());
    assertThat(doubles(data, header.get("standardizer.variance")))
        .isEqualTo(standardizer.variance());
    assertThat(doubles(data, header.get("standardizer.scale"))).isEqualTo(standardizer.scale());
    assertThat(data.getFloat(begin(header.get("layers.0.weight")) + 4 * 5))
        .isEqualTo(model.parameters().get(5));
    assertThat(data.getFloat(begin(header.get("layers.1.bias")) + 4))
        .isEqualTo(model.parameters().get(13));
  }

  @Test
  void shouldReadTensorsInAnyOrder() throws IOException {
    byte[] file =
        file(
            object(
                B1.replace("48,56", "0,8"),
                tensor("standardizer.mean", "F64", "[3]", 8, 32),
                W1.replace("32,48", "32,48"),
                "\"__metadata__\":{\"anything\":\"at all\"}",
                B0.replace("24,32", "48,56"),
                W0.replace("0,24", "56,80")),
            floats(13, 14),
            new byte[24],
            floats(9, 10, 11, 12),
            floats(7, 8),
            floats(1, 2, 3, 4, 5, 6));
    assertThat(read(file)).isEqualTo(ONE_TO_FOURTEEN);
  }

  @ParameterizedTest
  @CsvSource({
    "layers.0, layers.1",
    "0, 2",
    "net.0, net.10",
    "fc1, fc2",
  })
  void shouldUnderstandTheNamesOfPyTorch(String first, String second) throws IOException {
    String header =
        object(W0, B0, W1, B1).replace("layers.0.", first + ".").replace("layers.1.", second + ".");
    assertThat(read(file(header, ONE_TO_FOURTEEN))).isEqualTo(ONE_TO_FOURTEEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F64", "F16", "BF16"})
  void shouldReadOtherFloats(String type) throws IOException {
    long width = type.equals("F64") ? 8 : 2;
    ByteBuffer data = ByteBuffer.allocate((int) (14 * width)).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : ONE_TO_FOURTEEN.array()) {
      switch (type) {
        case "F64" -> data.putDouble(value);
        case "F16" -> data.putShort(Float.floatToFloat16(value));
        default -> data.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
      }
    }
    String header =
        object(
            tensor("layers.0.weight", type, "[2,3]", 0, 6 * width),
            tensor("layers.0.bias", type, "[2]", 6 * width, 8 * width),
            tensor("layers.1.weight", type, "[2,2]", 8 * width, 12 * width),
            tensor("layers.1.bias", type, "[2]", 12 * width, 14 * width));
    assertThat(read(file(header, data.array()))).isEqualTo(ONE_TO_FOURTEEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What is replaced in a good header | by what | what is said
        "[2,3]|[3,2]|each tensor must have the network's shape: tensor=layers.0.weight, expected=[2, 3], found=[3, 2]",
        "[2,3]|[6]|each tensor must have the network's shape: tensor=layers.0.weight, expected=[2, 3], found=[6]",
        "[2,3]|[2,3,1]|each tensor must have the network's shape: tensor=layers.0.weight, expected=[2, 3], found=[2, 3, 1]",
        "layers.1.bias|standardizer.mean|each tensor must have the network's shape: tensor=layers.1.bias, expected=[2], found=none",
        "layers.1.|layers.0.|the header must be JSON: reason=Duplicate field 'layers.0.weight'",
        "layers.1.|layers.00.|tensors must be the weight and bias of each layer, as in layers.0.weight and layers.0.bias, once each: tensor=layers.00.weight",
        "layers.1.bias|layers.2.bias|there must be a layer for each of the network's, the class layer included: expected=2, layers=3",
        "layers.1.bias|conv.bias|tensors must be the weight and bias of each layer, as in layers.0.weight and layers.0.bias: tensor=conv.bias",
        "layers.1.bias|other.1.bias|tensors must be the weight and bias of each layer, as in layers.0.weight and layers.0.bias, once each: tensor=other.1.bias",
        "F32|I64|elements must be F64, F32, F16 or BF16: tensor=layers.0.weight, dtype=I64",
        "'F32'|{'dtype':'F32'}|elements must be F64, F32, F16 or BF16: tensor=layers.0.weight, dtype=none",
        "'F32'|7|elements must be F64, F32, F16 or BF16: tensor=layers.0.weight, dtype=none",
        "[0,24]|[0,28]|data_offsets must lie as far apart as the tensor has bytes: tensor=layers.0.weight, expected=24, found=28",
        "[0,24]|[24,0]|data_offsets must lie as far apart as the tensor has bytes: tensor=layers.0.weight, expected=24, found=-24",
        "[0,24]|[-24,0]|data_offsets must hold whole numbers from 0 to 2^63 - 1: tensor=layers.0.weight, value=-24",
        "[0,24]|[0,24.0]|data_offsets must hold whole numbers from 0 to 2^63 - 1: tensor=layers.0.weight, value=24.0",
        "[0,24]|[0,99999999999999999999]|data_offsets must hold whole numbers from 0 to 2^63 - 1: tensor=layers.0.weight, value=99999999999999999999",
        "[0,24]|[0]|a tensor must have dtype, shape and two data_offsets: tensor=layers.0.weight",
        "[0,24]|{}|data_offsets must be an array: tensor=layers.0.weight",
        "[24,32]|[20,28]|tensors must follow each other without gap or overlap: tensor=layers.0.bias, expected begin=24, found=20",
        "[48,56]|[52,60]|tensors must follow each other without gap or overlap: tensor=layers.1.bias, expected begin=48, found=52",
        "[0,24]|[4,28]|tensors must follow each other without gap or overlap: tensor=layers.0.weight, expected begin=0, found=4",
        "[2,3]|[4611686018427387904,4]|a tensor must have fewer than 2^63 bytes: tensor=layers.0.weight, shape=[4611686018427387904, 4]",
        "[2,3]|[4611686018427387904]|a tensor must have fewer than 2^63 bytes: tensor=layers.0.weight, shape=[4611686018427387904]",
        "[2,3]|[1,1,1,1,1,1,1,2,3]|shape must have at most 8 numbers: tensor=layers.0.weight",
        "[2,3]|[[2,3]]|shape must hold whole numbers from 0 to 2^63 - 1: tensor=layers.0.weight, value=[",
        "'shape':[2,3],||a tensor must have dtype, shape and two data_offsets: tensor=layers.0.weight",
        "{'dtype':'F32','shape':[2],'data_offsets':[48,56]}|[]|a tensor must have dtype, shape and two data_offsets: tensor=layers.1.bias",
      })
  void shouldNameWhatDoesNotFit(String part, String replacement, String message) {
    String header = object(W0, B0, W1, B1);
    String quoted = part.replace('\'', '"');
    assertThat(header).contains(quoted);
    String changed =
        header.replace(quoted, replacement == null ? "" : replacement.replace('\'', '"'));
    assertThatItIsRefused(file(changed, ONE_TO_FOURTEEN), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|the header must be a JSON object",
        "{}|there must be a layer for each of the network's, the class layer included: expected=2, layers=0",
        "{} {}|only spaces must follow the object in the header",
        "nonsense|the header must be JSON: reason=",
        "{'layers.0.weight'|the header must be JSON: reason=",
      })
  void shouldRefuseOtherHeaders(String header, String message) {
    assertThatItIsRefused(file(header.replace('\'', '"'), ONE_TO_FOURTEEN), message);
  }

  @Test
  void shouldBoundWhatAHeaderCanAskFor() {
    assertThatItIsRefused(
        new byte[7],
        "the file must begin with the length of its header: expected=8 bytes, found=7");
    assertThatItIsRefused(
        length(-1), "the header must have from 2 to 100000000 bytes: bytes=18446744073709551615");
    assertThatItIsRefused(
        length(100_000_001), "the header must have from 2 to 100000000 bytes: bytes=100000001");
    assertThatItIsRefused(length(0), "the header must have from 2 to 100000000 bytes: bytes=0");
    assertThatItIsRefused(
        length(100_000_000),
        "the file must hold its whole header: expected=100000000 bytes, found=0");
    assertThatItIsRefused(
        file("{\"__metadata__\":" + "[".repeat(1_000_000)), "the header must be JSON: reason=");
    assertThatItIsRefused(
        file("{\"" + "a".repeat(1_000_000) + "\":1}"), "the header must be JSON: reason=");
    assertThatItIsRefused(
        file("{\"0.bias\":{\"shape\":[" + "9".repeat(100_000) + "]}}"),
        "the header must be JSON: reason=");
    long huge = 1L << 60;
    assertThatItIsRefused(
        file(
            object(
                W0,
                B0,
                W1,
                B1,
                tensor("standardizer.mean", "F64", "[%d]".formatted(huge / 8), 56, 56 + huge)),
            ONE_TO_FOURTEEN),
        "the file must hold all bytes of each tensor: tensor=standardizer.mean, expected=1152921504606846976, found=0");
  }

  @Test
  void shouldRefuseEveryTruncationAndWhatFollows() {
    byte[] file = file(object(W0, B0, W1, B1), ONE_TO_FOURTEEN);
    for (int length = 0; length < file.length; length++) {
      assertThatItIsRefused(Arrays.copyOf(file, length), "the ");
    }
    assertThatItIsRefused(
        Arrays.copyOf(file, file.length - 1),
        "the file must hold all bytes of each tensor: tensor=layers.1.bias, expected=8, found=7");
    assertThatItIsRefused(
        Arrays.copyOf(file, file.length + 1),
        "the file must end with its last tensor: expected=56 bytes after the header, found=more");
  }

  @Test
  void shouldRefuseNumbersThatAreNotFinite() {
    float[] floats = ONE_TO_FOURTEEN.array().clone();
    floats[7] = Float.NaN;
    assertThatItIsRefused(
        file(object(W0, B0, W1, B1), Floats.of(floats)),
        "elements must be finite numbers: tensor=layers.0.bias, element=1, value=NaN");
  }

  /// Whatever is in the file, it is parameters or is refused in the one known way.
  @Test
  void shouldSurviveAnyDamage() throws IOException {
    byte[] file = file(object(W0, B0, W1, B1), ONE_TO_FOURTEEN);
    SplittableRandom random = new SplittableRandom(17);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = file.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(damaged).length()).isEqualTo(14);
      } catch (UnfitParametersException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }

  private static void assertThatItIsRefused(byte[] file, String message) {
    assertThatExceptionOfType(UnfitParametersException.class)
        .isThrownBy(() -> read(file))
        .withMessageStartingWith(message);
  }

  private static Floats read(byte[] file) throws IOException {
    return new SafetensorsFormat().read(new ByteArrayInputStream(file), NETWORK);
  }

  private static byte[] bytes(TrainedModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafetensorsFormat().write(model, out);
    return out.toByteArray();
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  private static String object(String... members) {
    return "{%s}".formatted(String.join(",", members));
  }

  private static byte[] file(String header, Floats data) {
    return file(header, floats(data.array()));
  }

  private static byte[] file(String header, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(length(bytes.length));
    out.writeBytes(bytes);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private static byte[] floats(float... floats) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }

  private static int headerLength(byte[] file) {
    return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static JsonNode header(byte[] file) throws IOException {
    return JSON.readTree(file, 8, headerLength(file));
  }

  private static ByteBuffer data(byte[] file) {
    int begin = 8 + headerLength(file);
    return ByteBuffer.wrap(file, begin, file.length - begin).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int begin(JsonNode entry) {
    return entry.get("data_offsets").get(0).asInt();
  }

  private static double[] doubles(ByteBuffer data, JsonNode entry) {
    assertThat(entry.get("dtype").asText()).isEqualTo("F64");
    double[] doubles = new double[entry.get("shape").get(0).asInt()];
    data.slice(begin(entry), 8 * doubles.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(doubles);
    return doubles;
  }
}
