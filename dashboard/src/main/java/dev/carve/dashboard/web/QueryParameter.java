package dev.carve.dashboard.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/// A parameter of a request's query.
///
/// @param name its name
/// @param form what it must look like; what it means is for others to judge
/// @param rule the form in words
record QueryParameter(String name, Pattern form, String rule) {
  static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{0,512}");
  private static final Pattern TRUE_OR_FALSE = Pattern.compile("true|false");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  static QueryParameter wholeNumber(String name) {
    return new QueryParameter(name, WHOLE_NUMBER, "a number of 0 or more");
  }

  static QueryParameter number(String name) {
    return new QueryParameter(name, NUMBER, "a number of 0 or more");
  }

  static QueryParameter flag(String name) {
    return new QueryParameter(name, TRUE_OR_FALSE, "true or false");
  }

  static QueryParameter text(String name) {
    return new QueryParameter(name, TEXT, "a line of at most 512 characters");
  }

  /// {@return its value, if the request has one}
  ///
  /// @throws ProblemException if it has another form
  Optional<String> of(RoutingContext context) {
    String value = context.request().getParam(name);
    if (value != null && !form.matcher(value).matches()) {
      throw new ProblemException(
          Problem.of(400, "%s must be %s: %s=%s".formatted(name, rule, name, value)));
    }
    return Optional.ofNullable(value);
  }
}
