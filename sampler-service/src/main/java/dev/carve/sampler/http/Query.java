package dev.carve.sampler.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/// Numbers in paths and queries.
final class Query {
  private Query() {}

  /// A whole number of 0 or more in the path.
  static long step(String text) {
    return wholeNumber("step", text);
  }

  /// A whole number of 0 or more in the query, or the default.
  static long wholeNumber(HttpServerRequest request, String name, long otherwise) {
    String text = request.getParam(name);
    return text == null || text.isEmpty() ? otherwise : wholeNumber(name, text);
  }

  /// A number of 0 or more in the query, or the default.
  static double number(HttpServerRequest request, String name, double otherwise) {
    String text = Objects.requireNonNullElse(request.getParam(name), "");
    if (text.isEmpty()) {
      return otherwise;
    }
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
