package dev.carve.standalone.command;

import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.InvalidModelSpecException.Mistake;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.config.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A spec with some of its keys set to other values, each as `KEY=VALUE` with the path of the key
/// and a value as in YAML.
///
/// An optimizer or schedule of another type begins with its own defaults.
final class SpecChanges {
  private static final String TYPE = "type";

  private SpecChanges() {}

  /// {@return the changed spec}
  ///
  /// @param spec what it was
  /// @param name what it is called from now on
  /// @param changes as `optimizer.learning-rate=0.01`
  /// @throws CommandFailedException if one cannot be understood, or what results is no spec
  static ModelSpec apply(ModelSpec spec, String name, List<String> changes) {
    Map<Object, Object> root = mapping(load(spec.toYaml()));
    changes.stream().map(Change::parse).forEach(change -> change.applyTo(root));
    root.put("name", name);
    try {
      return ModelSpec.parse(new Dump(DumpSettings.builder().build()).dumpToString(root));
    } catch (InvalidModelSpecException e) {
      String mistakes = e.mistakes().stream().map(Mistake::text).collect(Collectors.joining("; "));
      throw CommandFailedException.badUsage("--set, --name: " + mistakes, e);
    }
  }

  /// One key and its new value.
  private record Change(String text, List<String> path, Object value) {
    static Change parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw CommandFailedException.badUsage(
            "--set must be KEY=VALUE, as in optimizer.learning-rate=0.01: --set=" + text);
      }
      String key = text.substring(0, equals);
      if (key.equals("name")) {
        throw CommandFailedException.badUsage("the name is given by --name: --set=" + text);
      }
      try {
        return new Change(text, List.of(key.split("\\.", -1)), load(text.substring(equals + 1)));
      } catch (YamlEngineException e) {
        throw CommandFailedException.badUsage(
            "--set must have a value as in YAML: --set=" + text, e);
      }
    }

    void applyTo(Map<Object, Object> root) {
      Map<Object, Object> parent = root;
      for (String step : path.subList(0, path.size() - 1)) {
        if (!(parent.get(step) instanceof Map<?, ?> child)) {
          throw noMapping(parent, step);
        }
        Map<Object, Object> copy = mapping(child);
        parent.put(step, copy);
        parent = copy;
      }
      if (path.getLast().equals(TYPE) && !value.equals(parent.get(TYPE))) {
        parent.clear();
      }
      parent.put(path.getLast(), value);
    }

    private CommandFailedException noMapping(Map<Object, Object> parent, String step) {
      List<String> mappings =
          parent.entrySet().stream()
              .filter(entry -> entry.getValue() instanceof Map<?, ?>)
              .map(entry -> String.valueOf(entry.getKey()))
              .toList();
      return CommandFailedException.badUsage(
          "--set must name a key of the spec: %s has no keys below it%s --set=%s, those that have: %s"
              .formatted(
                  step, NearestName.suggestion(step, mappings), text, String.join(", ", mappings)));
    }
  }

  private static Object load(String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return loaded == null ? "" : loaded;
  }

  private static Map<Object, Object> mapping(Object loaded) {
    return new LinkedHashMap<>((Map<?, ?>) loaded);
  }
}
