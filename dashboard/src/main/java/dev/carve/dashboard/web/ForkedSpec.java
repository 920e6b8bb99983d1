package dev.carve.dashboard.web;

import dev.carve.core.network.ModelSpec;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What a fork is to be: the spec of the model that it goes on from, with some of it set to other
/// values.
///
/// An optimizer or schedule of another type begins with its own defaults.
final class ForkedSpec {
  static final String LEARNING_RATE = "learningRate";
  static final String OPTIMIZER = "optimizer";
  static final String SCHEDULE = "learningRateSchedule";
  static final String CLIP_NORM = "gradientClipNorm";
  static final String BATCH_SIZE = "batchSize";

  private static final String TYPE = "type";
  private static final int LARGEST_BATCH = 65_536;

  private ForkedSpec() {}

  /// The changed spec.
  ///
  /// @param origin what the model was
  /// @param name what the fork is called
  /// @param changes what is set to other values
  /// @throws ProblemException if what results is no spec
  static ModelSpec of(ModelSpec origin, String name, JsonBody changes) {
    Map<Object, Object> root = load(origin.toYaml());
    root.put("name", name);
    set(root, "optimizer", changes.object(OPTIMIZER));
    set(root, "learning-rate-schedule", changes.object(SCHEDULE));
    if (changes.has(LEARNING_RATE)) {
      double rate = changes.number(LEARNING_RATE, Float.MIN_VALUE, Float.MAX_VALUE);
      set(root, "optimizer", Optional.of(new JsonObject().put("learning-rate", rate)));
    }
    if (changes.has(CLIP_NORM)) {
      root.put("gradient-clip-norm", changes.number(CLIP_NORM, Float.MIN_VALUE, Float.MAX_VALUE));
    }
    if (changes.has(BATCH_SIZE)) {
      root.put("batch-size", changes.wholeNumber(BATCH_SIZE, 1, LARGEST_BATCH));
    }
    return SpecBody.parse(new Dump(DumpSettings.builder().build()).dumpToString(root));
  }

  private static void set(Map<Object, Object> root, String key, Optional<JsonObject> values) {
    values.ifPresent(given -> {
      Map<Object, Object> changed = new LinkedHashMap<>();
      if (root.get(key) instanceof Map<?, ?> before && isOfItsType(given, before)) {
        changed.putAll(before);
      }
      changed.putAll(given.getMap());
      root.put(key, changed);
    });
  }

  private static boolean isOfItsType(JsonObject given, Map<?, ?> before) {
    return !given.containsKey(TYPE) || given.getValue(TYPE).equals(before.get(TYPE));
  }

  private static Map<Object, Object> load(String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new LinkedHashMap<>((Map<?, ?>) loaded);
  }
}
