package dev.carve.sampler.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Numbers in paths and queries.
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

  private static Optional<String> text(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
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
