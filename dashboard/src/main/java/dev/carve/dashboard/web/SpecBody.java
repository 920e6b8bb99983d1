package dev.carve.dashboard.web;

import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The body of a request that is a spec in YAML.
final class SpecBody {
  private static final Set<String> TYPES =
      Set.of("", "application/yaml", "application/x-yaml", "text/yaml", "text/plain");

  private SpecBody() {}

  /// Reads the body of a request.
  ///
  /// @throws ProblemException if it is no spec; all mistakes are listed
  static ModelSpec of(RoutingContext context) {
    return parse(text(context));
  }

  /// Says how the body of a request is understood, or what is wrong with it: here mistakes are an
  /// answer, not a failure, since they are asked for while somebody types.
  static JsonObject judged(RoutingContext context) {
    try {
      ModelSpec spec = ModelSpec.parse(text(context));
      return new JsonObject()
          .put("mistakes", new JsonArray())
          .put("name", spec.name())
          .put("spec", spec.toYaml())
          .put("parameters", spec.network().parameterCount());
    } catch (InvalidModelSpecException e) {
      return new JsonObject().put("mistakes", mistakes(e));
    }
  }

  private static String text(RoutingContext context) {
    String mediaType = MediaType.of(context);
    if (!TYPES.contains(mediaType)) {
      throw new ProblemException(
          Problem.of(415, "a spec must come as application/yaml: content-type=" + mediaType));
    }
    return Optional.ofNullable(context.body().asString(StandardCharsets.UTF_8.name())).orElse("");
  }

  /// Reads a spec.
  ///
  /// @throws ProblemException if it is none; all mistakes are listed
  static ModelSpec parse(String yaml) {
    try {
      return ModelSpec.parse(yaml);
    } catch (InvalidModelSpecException e) {
      throw new ProblemException(invalid(e));
    }
  }

  private static Problem invalid(InvalidModelSpecException e) {
    return Problem.of(400, "invalid-spec", "Invalid model spec", String.valueOf(e.getMessage()))
        .with("mistakes", mistakes(e));
  }

  private static JsonArray mistakes(InvalidModelSpecException e) {
    JsonArray mistakes = new JsonArray();
    e.mistakes()
        .forEach(mistake ->
            mistakes.add(new JsonObject().put("line", mistake.line()).put("text", mistake.text())));
    return mistakes;
  }
}
