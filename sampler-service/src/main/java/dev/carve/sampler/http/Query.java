package dev.carve.sampler.http;

import dev.carve.sampler.journal.StepWindow;
import dev.carve.sampler.sampling.FrameView;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Values in paths and queries.
final class Query {
  private Query() {}

  /// A whole number of 0 or more in the path.
  static long step(String text) {
    return wholeNumber("step", text);
  }

  /// A whole number of 0 or more in the query, or the default.
  static long wholeNumber(HttpServerRequest request, String name, long otherwise) {
    return wholeNumber(request, name).orElse(otherwise);
  }

  /// A whole number of 0 or more in the query, if there is one.
  static Optional<Long> wholeNumber(HttpServerRequest request, String name) {
    return text(request, name).map(text -> wholeNumber(name, text));
  }

  /// A whole number of 0 or more in a header, if there is one.
  static Optional<Long> header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).map(text -> wholeNumber(name, text));
  }

  /// A number of 0 or more in the query, if there is one.
  static Optional<Double> number(HttpServerRequest request, String name) {
    return text(request, name).map(text -> number(name, text));
  }

  /// True or false in the query, if it says so.
  static Optional<Boolean> flag(HttpServerRequest request, String name) {
    return text(request, name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new BadRequestException(
                      "%s must be true or false: %s=%s".formatted(name, name, text));
            });
  }

  private static double number(String name, String text) {
    try {
      double number = Double.parseDouble(text);
      if (number >= 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, text);
    }
    throw notANumber(name, text);
  }

  /// A whole number of 0 or more that the query must have.
  static long requiredStep(HttpServerRequest request, String name) {
    return wholeNumber(name, required(request, name));
  }

  /// A text that the query must have.
  static String required(HttpServerRequest request, String name) {
    return text(request, name)
        .orElseThrow(() -> new BadRequestException("the query must have %s".formatted(name)));
  }

  /// A text in the query, if there is one.
  static Optional<String> text(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
  }

  /// Which steps: `from` and `to`, all without them.
  static StepWindow window(HttpServerRequest request) {
    long from = wholeNumber(request, "from", 0);
    long to = wholeNumber(request, "to", Long.MAX_VALUE);
    try {
      return new StepWindow(from, to);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  /// Where and how finely to look: `plane` and `grid`.
  static FrameView view(HttpServerRequest request) {
    Optional<String> grid = text(request, "grid");
    return new FrameView(
        text(request, "plane"),
        grid.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Math.clamp(wholeNumber("grid", grid.get()), 0, Integer.MAX_VALUE)));
  }

  /// Finite numbers separated by commas, none without the parameter.
  static List<Float> numbers(HttpServerRequest request, String name) {
    List<Float> numbers = new ArrayList<>();
    for (String text : text(request, name).map(all -> all.split(",", -1)).orElse(new String[0])) {
      try {
        numbers.add(Float.parseFloat(text));
      } catch (NumberFormatException e) {
        throw notFinite(name, text);
      }
      if (!Float.isFinite(numbers.getLast())) {
        throw notFinite(name, text);
      }
    }
    return numbers;
  }

  private static BadRequestException notFinite(String name, String text) {
    return new BadRequestException(
        "%s must be finite numbers separated by commas: %s=%s".formatted(name, name, text));
  }

  private static long wholeNumber(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, text);
    }
    throw notANumber(name, text);
  }

  private static BadRequestException notANumber(String name, String text) {
    return new BadRequestException(
        "%s must be a number of 0 or more: %s=%s".formatted(name, name, text));
  }
}
