package dev.carve.standalone.parameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What files with room for it say of a model beside its numbers, as text.
final class ModelMetadata {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelMetadata() {}

  /// Name, run and step of a model, the names of its inputs and classes in their order as JSON
  /// arrays, and its whole spec as YAML; always in this order.
  static Map<String, String> of(TrainedModel model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", model.spec().name());
    metadata.put("run", model.run());
    metadata.put("step", Long.toString(model.step()));
    metadata.put("inputs", array(model.spec().inputs()));
    metadata.put("classes", array(model.spec().classes()));
    metadata.put("spec", model.spec().toYaml());
    return metadata;
  }

  private static String array(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
