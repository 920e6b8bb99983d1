package dev.carve.standalone.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.core.event.Floats;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Parameters as JSON: `{"layers": [{"weights": [[…]…], "bias": […]}, …]}`, weight matrices
/// `[units, inputs]`.
public final class ParametersJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();

  private ParametersJson() {}

  /// Reads a file.
  ///
  /// @param file the file
  /// @param network what the parameters are for
  /// @return θ, layer by layer: weights row by row, then biases
  /// @throws InvalidParametersException if it is no such file, or its shapes are not those of the
  ///   network
  public static Floats read(Path file, Network network) {
    try {
      return read(JSON.readTree(Files.newInputStream(file)), file, network);
    } catch (NoSuchFileException e) {
      throw new InvalidParametersException("no such parameters file: path=" + file, e);
    } catch (JsonProcessingException e) {
      throw new InvalidParametersException(
          "parameters must be JSON: path=%s, reason=%s"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new InvalidParametersException(
          "parameters cannot be read: path=%s, reason=%s".formatted(file, e.getMessage()), e);
    }
  }

  /// Writes a file, replacing it if it exists.
  ///
  /// @param file the file
  /// @param network what the parameters are for
  /// @param parameters θ
  /// @throws IOException if it cannot be written
  public static void write(Path file, Network network, Floats parameters) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        JsonGenerator json = FACTORY.createGenerator(writer)) {
      json.writeStartObject();
      json.writeArrayFieldStart("layers");
      for (DenseLayer layer : network.layers()) {
        json.writeRaw("\n  ");
        writeLayer(json, layer, parameters.array());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw("\n");
    }
  }

  private static void writeLayer(JsonGenerator json, DenseLayer layer, float[] parameters)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("weights");
    for (int unit = 0; unit < layer.units(); unit++) {
      writeRow(json, parameters, layer.weightsOffset() + unit * layer.inputs(), layer.inputs());
    }
    json.writeEndArray();
    json.writeFieldName("bias");
    writeRow(json, parameters, layer.biasesOffset(), layer.units());
    json.writeEndObject();
  }

  private static void writeRow(JsonGenerator json, float[] parameters, int offset, int length)
      throws IOException {
    json.writeStartArray();
    for (int index = 0; index < length; index++) {
      json.writeNumber(parameters[offset + index]);
    }
    json.writeEndArray();
  }

  private static Floats read(JsonNode root, Path file, Network network) {
    JsonNode layers = root.path("layers");
    require(layers.isArray(), file, "there must be an array `layers`");
    require(
        layers.size() == network.layers().size(),
        file,
        "there must be a layer for each of the network's, the class layer included: expected=%d, layers=%d"
            .formatted(network.layers().size(), layers.size()));
    float[] parameters = new float[network.parameterCount()];
    for (int index = 0; index < layers.size(); index++) {
      DenseLayer layer = network.layers().get(index);
      readLayer(layers.get(index), "layers[%d]".formatted(index), layer, parameters, file);
    }
    return Floats.of(parameters);
  }

  private static void readLayer(
      JsonNode node, String name, DenseLayer layer, float[] parameters, Path file) {
    JsonNode weights = node.path("weights");
    JsonNode bias = node.path("bias");
    require(
        weights.isArray() && weights.size() == layer.units(),
        file,
        "%s.weights must have a row for each unit: units=%d, rows=%d"
            .formatted(name, layer.units(), weights.size()));
    for (int unit = 0; unit < layer.units(); unit++) {
      int offset = layer.weightsOffset() + unit * layer.inputs();
      String row = "%s.weights[%d]".formatted(name, unit);
      readRow(weights.get(unit), row, layer.inputs(), parameters, offset, file);
    }
    readRow(bias, name + ".bias", layer.units(), parameters, layer.biasesOffset(), file);
  }

  private static void readRow(
      JsonNode row, String name, int length, float[] parameters, int offset, Path file) {
    require(
        row.isArray() && row.size() == length,
        file,
        "%s must have %d numbers: numbers=%d".formatted(name, length, row.size()));
    for (int index = 0; index < length; index++) {
      float value = row.get(index).isNumber() ? row.get(index).floatValue() : Float.NaN;
      require(
          Float.isFinite(value),
          file,
          "%s[%d] must be a finite number: value=%s".formatted(name, index, row.get(index)));
      parameters[offset + index] = value;
    }
  }

  private static void require(boolean condition, Path file, String rule) {
    if (!condition) {
      throw new InvalidParametersException("%s, path=%s".formatted(rule, file), null);
    }
  }
}
