package dev.carve.dashboard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The body of a request that is one JSON object. What is wrong with it ends the request with 400
/// and names the value.
final class JsonBody {
  private static final int LONGEST_VALUE = 100;

  private final JsonObject members;

  private JsonBody(JsonObject members) {
    this.members = members;
  }

  /// Reads the body of a request.
  ///
  /// @throws ProblemException if it is no JSON object, or said to be something else
  static JsonBody of(RoutingContext context) {
    String mediaType = MediaType.of(context);
    if (!mediaType.isEmpty() && !mediaType.equals("application/json")) {
      throw new ProblemException(
          Problem.of(415, "the body must be application/json: content-type=" + mediaType));
    }
    return new JsonBody(parse(context.body().buffer()));
  }

  private static JsonObject parse(@Nullable Buffer body) {
    if (body == null || body.length() == 0) {
      throw bad("the body must be a JSON object: body is empty");
    }
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw bad("the body must be a JSON object: " + excerpt(String.valueOf(e.getMessage())));
    }
  }

  /// Lets no member through that would be left out.
  ///
  /// @param known all that may be there
  /// @throws ProblemException if there is another one
  JsonBody allow(String... known) {
    Set<String> unknown = new TreeSet<>(members.fieldNames());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      throw bad(
          "members must be among %s: unknown=%s"
              .formatted(String.join(", ", known), excerpt(unknown.toString())));
    }
    return this;
  }

  boolean has(String name) {
    return members.getValue(name) != null;
  }

  /// A member that must be there and be text.
  String text(String name) {
    if (members.getValue(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong(name, "text");
  }

  /// A member that is a finite number within a range.
  double number(String name, double minimum, double maximum) {
    if (members.getValue(name) instanceof Number number) {
      double value = number.doubleValue();
      if (value >= minimum && value <= maximum) {
        return value;
      }
    }
    throw wrong(name, "a number from %s to %s".formatted(plain(minimum), plain(maximum)));
  }

  /// A member that is a whole number within a range.
  long wholeNumber(String name, long minimum, long maximum) {
    if (members.getValue(name) instanceof Number number
        && (number instanceof Integer || number instanceof Long)) {
      long value = number.longValue();
      if (value >= minimum && value <= maximum) {
        return value;
      }
    }
    throw wrong(name, "a whole number from %d to %d".formatted(minimum, maximum));
  }

  /// A member that is an object, if it is there.
  Optional<JsonObject> object(String name) {
    return switch (members.getValue(name)) {
      case null -> Optional.empty();
      case JsonObject object -> Optional.of(object);
      default -> throw wrong(name, "an object");
    };
  }

  /// A request whose body is not as it must be.
  static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  private ProblemException wrong(String name, String rule) {
    Object value = members.getValue(name);
    return bad(
        "%s must be %s: %s"
            .formatted(
                name,
                rule,
                value == null
                    ? name + " is missing"
                    : "%s=%s".formatted(name, excerpt(value.toString()))));
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String excerpt(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
