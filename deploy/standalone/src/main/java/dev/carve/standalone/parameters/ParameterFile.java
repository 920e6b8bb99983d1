package dev.carve.standalone.parameters;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Network;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A file of parameters; its extension says in which format.
public final class ParameterFile {
  private static final List<ReadableFormat> READABLE =
      List.of(new JsonFormat(), new SafetensorsFormat());
  private static final List<ParameterFormat> WRITABLE =
      List.of(READABLE.getFirst(), READABLE.getLast(), new OnnxFormat());

  private ParameterFile() {}

  /// Makes sure that a file's extension names a format that can be written.
  ///
  /// @param file the file, which need not exist
  /// @throws InvalidParametersException if it does not
  public static void requireWritable(Path file) {
    if (find(WRITABLE, file).isEmpty()) {
      throw new InvalidParametersException(
          "parameters can be exported as .json, .safetensors or .onnx: file=" + file, null);
    }
  }

  /// Writes a model, replacing the file if it exists: it holds the old or the new model, whatever
  /// happens.
  ///
  /// @param file where to
  /// @param model what
  /// @throws IOException if it cannot be written
  /// @throws InvalidParametersException if the extension names no format that can be written
  public static void write(Path file, TrainedModel model) throws IOException {
    requireWritable(file);
    ParameterFormat format = find(WRITABLE, file).orElseThrow();
    WholeFile.write(file, out -> format.write(model, out));
  }

  /// Reads weights and biases.
  ///
  /// @param file where from
  /// @param network what the parameters are for
  /// @return θ, layer by layer: weights row by row, then biases
  /// @throws InvalidParametersException if it is no such file, or its shapes are not those of the
  ///   network
  public static Floats read(Path file, Network network) {
    ReadableFormat format =
        find(READABLE, file)
            .orElseThrow(() ->
                new InvalidParametersException(
                    "parameters can be read from .json or .safetensors: file=" + file, null));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return format.read(in, network);
    } catch (UnfitParametersException e) {
      throw new InvalidParametersException("%s, path=%s".formatted(e.getMessage(), file), e);
    } catch (NoSuchFileException e) {
      throw new InvalidParametersException("no such parameters file: path=" + file, e);
    } catch (IOException e) {
      throw new InvalidParametersException(
          "parameters cannot be read: path=%s, reason=%s".formatted(file, e.getMessage()), e);
    }
  }

  private static <F extends ParameterFormat> Optional<F> find(List<F> formats, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return formats.stream().filter(format -> name.endsWith(format.extension())).findFirst();
  }
}
