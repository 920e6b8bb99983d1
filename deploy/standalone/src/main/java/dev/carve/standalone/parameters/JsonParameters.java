package dev.carve.standalone.parameters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.carve.core.event.Floats;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reading of parameters from JSON, straight into θ.
///
/// The first shape that does not fit is remembered, not thrown, until it is known how many layers
/// there are: that a layer is missing says more than that the next one has another shape.
final class JsonParameters {
  private static final int LONGEST_VALUE_SHOWN = 40;

  private final JsonParser json;
  private final List<DenseLayer> layers;
  private final float[] parameters;
  private @Nullable String mismatch;

  JsonParameters(JsonParser json, Network network) {
    this.json = json;
    this.layers = network.layers();
    this.parameters = new float[network.parameterCount()];
  }

  Floats read() throws IOException {
    int count = readRoot();
    if (count < 0) {
      throw new UnfitParametersException("there must be an array `layers`");
    }
    if (count != layers.size()) {
      throw new UnfitParametersException(
          "there must be a layer for each of the network's, the class layer included: expected=%d, layers=%d"
              .formatted(layers.size(), count));
    }
    if (mismatch != null) {
      throw new UnfitParametersException(mismatch);
    }
    return Floats.of(parameters);
  }

  /// Reads all there is; how many layers that is, or −1 if there is no array of them.
  private int readRoot() throws IOException {
    int count = -1;
    if (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean named = json.currentName().equals("layers");
        if (json.nextToken() == JsonToken.START_ARRAY && named) {
          count = readLayers();
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new UnfitParametersException("nothing must follow the object with the layers");
      }
    }
    return count;
  }

  private int readLayers() throws IOException {
    int count = 0;
    for (; json.nextToken() != JsonToken.END_ARRAY; count++) {
      if (count < layers.size()) {
        readLayer("layers[%d]".formatted(count), layers.get(count));
      } else {
        json.skipChildren();
      }
    }
    return count;
  }

  private void readLayer(String name, DenseLayer layer) throws IOException {
    boolean hasWeights = false;
    boolean hasBias = false;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("weights")) {
          hasWeights = true;
          readWeights(name, layer);
        } else if (field.equals("bias")) {
          hasBias = true;
          readRow(name + ".bias", layer.units(), layer.biasesOffset());
        } else {
          json.skipChildren();
        }
      }
    } else {
      json.skipChildren();
    }
    if (!hasWeights) {
      requireRows(name, layer, 0);
    }
    if (!hasBias) {
      requireNumbers(name + ".bias", layer.units(), 0);
    }
  }

  private void readWeights(String name, DenseLayer layer) throws IOException {
    int rows = 0;
    if (json.currentToken() == JsonToken.START_ARRAY) {
      for (; json.nextToken() != JsonToken.END_ARRAY; rows++) {
        if (rows < layer.units()) {
          readRow(
              "%s.weights[%d]".formatted(name, rows),
              layer.inputs(),
              layer.weightsOffset() + rows * layer.inputs());
        } else {
          json.skipChildren();
        }
      }
    } else {
      json.skipChildren();
    }
    requireRows(name, layer, rows);
  }

  private void readRow(String name, int length, int offset) throws IOException {
    int count = 0;
    if (json.currentToken() == JsonToken.START_ARRAY) {
      for (; json.nextToken() != JsonToken.END_ARRAY; count++) {
        float value = readNumber(name, count);
        if (count < length) {
          parameters[offset + count] = value;
        }
      }
    } else {
      json.skipChildren();
    }
    requireNumbers(name, length, count);
  }

  /// Reads from the text, since a decimal that is rounded twice may end at another float.
  private float readNumber(String name, int index) throws IOException {
    boolean numeric = json.currentToken().isNumeric();
    float value = numeric ? Float.parseFloat(json.getText()) : Float.NaN;
    if (!Float.isFinite(value)) {
      String text = json.getText();
      throw new UnfitParametersException(
          "%s[%d] must be a finite number: value=%s"
              .formatted(
                  name, index, text.substring(0, Math.min(text.length(), LONGEST_VALUE_SHOWN))));
    }
    return value;
  }

  private void requireRows(String name, DenseLayer layer, int rows) {
    if (rows != layer.units() && mismatch == null) {
      mismatch =
          "%s.weights must have a row for each unit: units=%d, rows=%d"
              .formatted(name, layer.units(), rows);
    }
  }

  private void requireNumbers(String name, int expected, int count) {
    if (count != expected && mismatch == null) {
      mismatch = "%s must have %d numbers: numbers=%d".formatted(name, expected, count);
    }
  }
}
