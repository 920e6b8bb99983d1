package dev.carve.standalone.parameters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.carve.core.event.Floats;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Weights and biases as JSON: `{"layers": [{"weights": [[…]…], "bias": […]}, …]}`, weight matrices
/// `[units, inputs]`.
///
/// Each number is the shortest decimal that is read back as the same float.
final class JsonFormat implements ReadableFormat {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public String extension() {
    return ".json";
  }

  @Override
  public void write(TrainedModel model, OutputStream out) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeArrayFieldStart("layers");
      for (DenseLayer layer : model.network().layers()) {
        json.writeRaw("\n  ");
        writeLayer(json, layer, model.parameters().array());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw("\n");
    }
  }

  @Override
  public Floats read(InputStream in, Network network) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      return new JsonParameters(json, network).read();
    } catch (JsonProcessingException e) {
      throw new UnfitParametersException(
          "parameters must be JSON: reason=%s"
              .formatted(e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
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
}
