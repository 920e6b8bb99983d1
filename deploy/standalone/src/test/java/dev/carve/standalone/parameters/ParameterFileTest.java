package dev.carve.standalone.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterFileTest {
  private static final List<LayerSpec> LAYERS =
      List.of(new LayerSpec(17, Activation.TANH), new LayerSpec(5, Activation.ELU));
  private static final TrainedModel MODEL = RandomModels.plain(3, 40).model(LAYERS, 3, true);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"json", "safetensors"})
  void shouldGiveBackEveryBit(String extension) throws IOException {
    TrainedModel model = with(MODEL, anyFiniteFloats(MODEL.parameters().length()));
    Path first = directory.resolve("first." + extension);
    Path second = directory.resolve("second." + extension);
    ParameterFile.write(first, model);
    Floats parameters = ParameterFile.read(first, model.network());
    assertThat(parameters).isEqualTo(model.parameters());
    ParameterFile.write(second, with(MODEL, parameters));
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.safetensors", "a.onnx", "A.ONNX"})
  void shouldReplaceAFileAsOne(String name) throws IOException {
    Path file = directory.resolve(name);
    ParameterFile.write(file, MODEL);
    byte[] alone = Files.readAllBytes(file);
    Files.writeString(file, "something longer than that".repeat(10_000));
    ParameterFile.write(file, MODEL);
    assertThat(file).hasBinaryContent(alone);
    assertThat(directory).isDirectoryContaining("glob:**/" + name);
    assertThat(directory.toFile().list()).containsExactly(name);
  }

  @Test
  void shouldKeepTheOldFileWhereTheNewOneFails() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "old");
    assertThatIOException()
        .isThrownBy(() ->
            WholeFile.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("disk full");
                }))
        .withMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).containsExactly("a.json");
  }

  @Test
  void shouldWriteThroughASymbolicLink() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("newest.json"), Path.of("a.json"));
    ParameterFile.write(link, MODEL);
    assertThat(link).isSymbolicLink();
    assertThat(ParameterFile.read(file, MODEL.network())).isEqualTo(MODEL.parameters());
  }

  @Test
  void shouldNameTheKnownFormats() {
    assertThatExceptionOfType(InvalidParametersException.class)
        .isThrownBy(() -> ParameterFile.requireWritable(Path.of("a.pt")))
        .withMessage("parameters can be exported as .json, .safetensors or .onnx: file=a.pt");
    assertThatExceptionOfType(InvalidParametersException.class)
        .isThrownBy(() -> ParameterFile.read(Path.of("a.onnx"), MODEL.network()))
        .withMessage("parameters can be read from .json or .safetensors: file=a.onnx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "safetensors"})
  void shouldNameTheFileThatCannotBeRead(String extension) throws IOException {
    Path missing = directory.resolve("missing." + extension);
    assertThatExceptionOfType(InvalidParametersException.class)
        .isThrownBy(() -> ParameterFile.read(missing, MODEL.network()))
        .withMessage("no such parameters file: path=" + missing);
    Path folder = Files.createDirectory(directory.resolve("folder." + extension));
    assertThatExceptionOfType(InvalidParametersException.class)
        .isThrownBy(() -> ParameterFile.read(folder, MODEL.network()))
        .withMessageStartingWith("parameters cannot be read: path=%s, reason=".formatted(folder));
  }

  private static TrainedModel with(TrainedModel model, Floats parameters) {
    return new TrainedModel(
        model.spec(), model.run(), model.step(), parameters, model.standardizer());
  }

  /// Floats of all sizes, subnormal ones, the largest and both zeros among them.
  private static Floats anyFiniteFloats(int count) {
    SplittableRandom random = new SplittableRandom(5);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      floats[i] = Float.isFinite(any) ? any : (float) random.nextGaussian();
    }
    floats[0] = -0f;
    floats[1] = Float.MIN_VALUE;
    floats[2] = -Float.MAX_VALUE;
    return Floats.of(floats);
  }
}
