package dev.carve.core.network;

import dev.carve.core.network.InvalidModelSpecException.Mistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML mapping whose values are read by key and kind.
///
/// What does not fit is noted as a mistake with its line, and the default is returned in its place.
/// A missing mapping reads as an empty one, so that defaults are written once.
final class YamlMapping {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  private static final int MAXIMUM_NAME = 100;

  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final String path;
  private final int line;
  private final List<Mistake> mistakes;

  private YamlMapping(String path, int line, List<Mistake> mistakes) {
    this.path = path;
    this.line = line;
    this.mistakes = mistakes;
  }

  /// Numbers that a key takes, in words and as a test.
  enum Range {
    POSITIVE("a number above 0") {
      @Override
      boolean contains(double value) {
        return value > 0;
      }
    },
    NOT_NEGATIVE("a number, 0 or above") {
      @Override
      boolean contains(double value) {
        return value >= 0;
      }
    },
    FRACTION("a number from 0 to below 1") {
      @Override
      boolean contains(double value) {
        return value >= 0 && value < 1;
      }
    },
    SHRINKING("a number above 0 and at most 1") {
      @Override
      boolean contains(double value) {
        return value > 0 && value <= 1;
      }
    };

    private final String words;

    Range(String words) {
      this.words = words;
    }

    abstract boolean contains(double value);
  }

  static YamlMapping of(Node node, String path, List<Mistake> mistakes) {
    YamlMapping mapping = new YamlMapping(path, lineOf(node), mistakes);
    if (node instanceof MappingNode mappingNode) {
      mappingNode.getValue().forEach(mapping::add);
    } else {
      mistakes.add(
          new Mistake(
              lineOf(node),
              "%s must be a mapping of keys to values, but is %s"
                  .formatted(path.isEmpty() ? "the spec" : path, describe(node))));
    }
    return mapping;
  }

  private void add(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      mistakes.add(
          new Mistake(
              lineOf(entry.getKeyNode()),
              "a key must be a word, but is " + describe(entry.getKeyNode())));
      return;
    }
    NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
    if (first != null) {
      mistakes.add(
          new Mistake(
              lineOf(key),
              "%s is given twice, first on line %d"
                  .formatted(full(key.getValue()), lineOf(first.getKeyNode()))));
    }
  }

  /// Notes every key that is not one of these.
  void allow(String... keys) {
    List<String> allowed = List.of(keys);
    entries.forEach((key, entry) -> {
      if (!allowed.contains(key)) {
        mistakes.add(
            new Mistake(
                lineOf(entry.getKeyNode()),
                "unknown key %s%s".formatted(full(key), suggestion(key, allowed))));
      }
    });
  }

  String text(String key, Pattern pattern, String rule) {
    Optional<Node> node = required(key, rule);
    if (node.isEmpty()) {
      return "";
    }
    if (node.get() instanceof ScalarNode scalar && pattern.matcher(scalar.getValue()).matches()) {
      return scalar.getValue();
    }
    wrong(key, node.get(), rule);
    return "";
  }

  String word(String key, String standard, List<String> allowed) {
    Optional<Node> node = value(key);
    if (node.isEmpty()) {
      return standard;
    }
    if (node.get() instanceof ScalarNode scalar) {
      if (allowed.contains(scalar.getValue())) {
        return scalar.getValue();
      }
      mistakes.add(
          new Mistake(
              lineOf(scalar),
              "%s is unknown: %s%s"
                  .formatted(full(key), describe(scalar), suggestion(scalar.getValue(), allowed))));
    } else {
      wrong(key, node.get(), "one of " + String.join(", ", allowed));
    }
    return "";
  }

  boolean flag(String key, boolean standard) {
    Optional<Node> node = value(key);
    if (node.isEmpty()) {
      return standard;
    }
    if (node.get() instanceof ScalarNode scalar) {
      switch (scalar.getValue()) {
        case "true" -> {
          return true;
        }
        case "false" -> {
          return false;
        }
        default -> {}
      }
    }
    wrong(key, node.get(), "true or false");
    return standard;
  }

  double number(String key, Range range, double standard) {
    return value(key).map(node -> number(key, node, range, standard)).orElse(standard);
  }

  OptionalDouble optionalNumber(String key, Range range) {
    Optional<Node> node = value(key);
    if (node.isEmpty() || isNull(node.get())) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(number(key, node.get(), range, 1));
  }

  private double number(String key, Node node, Range range, double standard) {
    if (node instanceof ScalarNode scalar && NUMBER.matcher(scalar.getValue()).matches()) {
      double value = Double.parseDouble(scalar.getValue());
      if (Double.isFinite(value) && range.contains(value)) {
        return value;
      }
    }
    wrong(key, node, range.words);
    return standard;
  }

  boolean isNumber(String key) {
    return value(key)
        .filter(node -> node instanceof ScalarNode s && NUMBER.matcher(s.getValue()).matches())
        .isPresent();
  }

  long integer(String key, long minimum, long maximum, long standard) {
    return value(key).map(node -> integer(key, node, minimum, maximum, standard)).orElse(standard);
  }

  long requiredInteger(String key, long minimum, long maximum) {
    return required(key, wholeNumber(minimum, maximum))
        .map(node -> integer(key, node, minimum, maximum, minimum))
        .orElse(minimum);
  }

  private long integer(String key, Node node, long minimum, long maximum, long standard) {
    if (node instanceof ScalarNode scalar) {
      try {
        long value = Long.parseLong(scalar.getValue());
        if (value >= minimum && value <= maximum) {
          return value;
        }
      } catch (NumberFormatException _) {
        // noted below, like a number outside the range
      }
    }
    wrong(key, node, wholeNumber(minimum, maximum));
    return standard;
  }

  private static String wholeNumber(long minimum, long maximum) {
    return minimum == Long.MIN_VALUE
        ? "a whole number of 64 bits"
        : "a whole number from %d to %d".formatted(minimum, maximum);
  }

  YamlMapping mapping(String key) {
    return value(key)
        .map(node -> of(node, full(key), mistakes))
        .orElseGet(() -> new YamlMapping(full(key), line, mistakes));
  }

  List<YamlMapping> mappings(String key, int maximum, String kind) {
    String rule = "a list of at most %d of %s".formatted(maximum, kind);
    Optional<Node> node = required(key, rule);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode sequence) || sequence.getValue().size() > maximum) {
      wrong(key, node.get(), rule);
      return List.of();
    }
    List<YamlMapping> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(of(item, "%s[%d]".formatted(full(key), items.size()), mistakes));
    }
    return items;
  }

  List<String> names(String key, int minimum, int maximum, String format) {
    String rule = format.formatted(minimum, maximum);
    Optional<Node> node = required(key, rule);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode sequence)
        || sequence.getValue().size() < minimum
        || sequence.getValue().size() > maximum) {
      wrong(key, node.get(), rule);
      return List.of();
    }
    Map<String, Integer> lines = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      name("%s[%d]".formatted(full(key), names.size()), item, lines).ifPresent(names::add);
    }
    return Collections.unmodifiableList(names);
  }

  private Optional<String> name(String where, Node node, Map<String, Integer> lines) {
    if (!(node instanceof ScalarNode scalar)
        || isNull(node)
        || scalar.getValue().isBlank()
        || scalar.getValue().length() > MAXIMUM_NAME) {
      mistakes.add(
          new Mistake(
              lineOf(node),
              "%s must be a name of 1 to %d characters, but is %s"
                  .formatted(where, MAXIMUM_NAME, describe(node))));
      return Optional.empty();
    }
    Integer first = lines.putIfAbsent(scalar.getValue(), lineOf(node));
    if (first != null) {
      mistakes.add(
          new Mistake(
              lineOf(node),
              "%s must differ from the others, but %s is there already, on line %d"
                  .formatted(where, describe(node), first)));
    }
    return Optional.of(scalar.getValue());
  }

  void mistake(String key, String text) {
    int where = value(key).map(YamlMapping::lineOf).orElse(line);
    mistakes.add(new Mistake(where, full(key) + " " + text));
  }

  private void wrong(String key, Node node, String rule) {
    mistakes.add(
        new Mistake(
            lineOf(node), "%s must be %s, but is %s".formatted(full(key), rule, describe(node))));
  }

  private Optional<Node> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  private Optional<Node> required(String key, String rule) {
    Optional<Node> node = value(key);
    if (node.isEmpty()) {
      mistakes.add(new Mistake(line, "%s is missing: %s".formatted(full(key), rule)));
    }
    return node;
  }

  private String full(String key) {
    return path.isEmpty() ? abbreviated(key) : path + "." + abbreviated(key);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("null")
            || scalar.getValue().equals("~"));
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static String describe(Node node) {
    return switch (node) {
      case SequenceNode sequence -> "a list of %d".formatted(sequence.getValue().size());
      case MappingNode _ -> "a mapping";
      case ScalarNode _ when isNull(node) -> "empty";
      case ScalarNode scalar -> "'%s'".formatted(abbreviated(scalar.getValue()));
      default -> "something else";
    };
  }

  private static String abbreviated(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 40 ? line : line.substring(0, 39) + "…";
  }

  private static String suggestion(String given, Collection<String> allowed) {
    String nearest = Collections.min(allowed, (a, b) -> distance(given, a) - distance(given, b));
    String hint =
        distance(given, nearest) <= Math.max(2, nearest.length() / 3)
            ? ", did you mean %s?".formatted(nearest)
            : ",";
    return "%s allowed: %s".formatted(hint, String.join(", ", allowed));
  }

  /// Letters to insert, delete or exchange to get from one word to the other.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
