package dev.carve.standalone.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values as people write them in files, variables and flags.
final class ValueText {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d)");

  private ValueText() {}

  /// A duration such as `100ms`, `10 s`, `5min`, or ISO-8601.
  ///
  /// @throws IllegalArgumentException if it is none
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "min" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /// Whether a text says yes.
  ///
  /// @throws IllegalArgumentException if it is neither true nor false, which is not to be taken for
  ///   no
  static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// A value as one would write it; empty for an empty option.
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Optional<?> optional -> of(optional.orElse(null));
      case Duration duration -> of(duration);
      default -> value.toString();
    };
  }

  /// What a value of a type must be, for messages.
  static String rule(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 100ms, 5s or 2min";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Path.class) {
      return "a path";
    }
    if (type == URI.class) {
      return "a URI";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    return type == double.class || type == Double.class ? "a number" : "a text";
  }

  private static String of(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 1000 != 0 || ms == 0) {
      return ms + "ms";
    }
    return ms % 60_000 == 0 ? ms / 60_000 + "min" : ms / 1000 + "s";
  }
}
