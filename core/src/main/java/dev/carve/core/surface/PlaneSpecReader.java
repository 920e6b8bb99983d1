package dev.carve.core.surface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Understands planes as people write them, see [PlaneSpec].
public final class PlaneSpecReader {
  private static final int NAMES_SHOWN = 8;

  private final List<String> inputs;
  private final List<String> classes;

  /// A reader of planes for one model.
  ///
  /// @param inputs names of its inputs
  /// @param classes names of its classes
  public PlaneSpecReader(List<String> inputs, List<String> classes) {
    this.inputs = List.copyOf(inputs);
    this.classes = List.copyOf(classes);
  }

  /// Understands a text.
  ///
  /// @param text in one of the forms
  /// @return the plane chosen
  /// @throws InvalidPlaneException if there is no such form, input or class
  public PlaneSpec parse(String text) {
    int colon = text.indexOf(':');
    String form = colon < 0 ? text : text.substring(0, colon + 1);
    String rest = text.substring(colon + 1);
    return switch (form) {
      case "inputs:" -> inputs(rest);
      case "components" -> new PlaneSpec.Components();
      case "class-means:" -> {
        List<Integer> three = different("classes", 3, rest, this::classIndex);
        yield new PlaneSpec.ClassMeans(three.get(0), three.get(1), three.get(2));
      }
      case "examples:" -> {
        List<Integer> three = different("examples", 3, rest, PlaneSpecReader::exampleIndex);
        yield new PlaneSpec.Examples(three.get(0), three.get(1), three.get(2));
      }
      default ->
          throw new InvalidPlaneException(
              "a plane must be inputs:U,V or components or class-means:A,B,C or examples:I,J,K:"
                  + " plane="
                  + text);
    };
  }

  private PlaneSpec inputs(String text) {
    String[] parts = text.split(";", -1);
    List<Integer> pair = different("inputs", 2, parts[0], this::inputIndex);
    Map<Integer, Float> fixed = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].lastIndexOf('=');
      if (equals < 0) {
        throw new InvalidPlaneException(
            "an input must stand at a value, NAME=VALUE: value=" + parts[i]);
      }
      int input = inputIndex(parts[i].substring(0, equals));
      if (pair.contains(input)) {
        throw new InvalidPlaneException(
            "an input along an axis must have no value: value=" + parts[i]);
      }
      fixed.put(input, value(parts[i], equals + 1));
    }
    return new PlaneSpec.Inputs(pair.get(0), pair.get(1), fixed);
  }

  private static float value(String part, int from) {
    try {
      float value = Float.parseFloat(part.substring(from));
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notFinite(part);
    }
    throw notFinite(part);
  }

  private static InvalidPlaneException notFinite(String part) {
    return new InvalidPlaneException("an input must stand at a finite number: value=" + part);
  }

  private static List<Integer> different(
      String what, int count, String text, ToIntFunction<String> index) {
    List<Integer> indices = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      indices.add(index.applyAsInt(name));
    }
    if (indices.size() != count || new HashSet<>(indices).size() != count) {
      throw new InvalidPlaneException(
          "a plane must have %d different %s: %s=%s".formatted(count, what, what, text));
    }
    return indices;
  }

  private int inputIndex(String name) {
    return indexOf("input", name, inputs);
  }

  private int classIndex(String name) {
    return indexOf("class", name, classes);
  }

  private static int exampleIndex(String text) {
    int index = wholeNumber(text);
    if (index < 0) {
      throw new InvalidPlaneException(
          "an example must be a whole number of 0 or more: example=" + text);
    }
    return index;
  }

  private static int indexOf(String what, String name, List<String> names) {
    int index = names.indexOf(name);
    if (index < 0) {
      index = wholeNumber(name);
    }
    if (index < 0 || index >= names.size()) {
      List<String> shown = names.subList(0, Math.min(NAMES_SHOWN, names.size()));
      throw new InvalidPlaneException(
          "the model must have the %s: %s=%s, known=%s%s"
              .formatted(
                  what,
                  what,
                  name,
                  String.join(", ", shown),
                  names.size() > NAMES_SHOWN
                      ? " and %d more".formatted(names.size() - NAMES_SHOWN)
                      : ""));
    }
    return index;
  }

  /// The number, or −1 if it is none.
  private static int wholeNumber(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }
}
