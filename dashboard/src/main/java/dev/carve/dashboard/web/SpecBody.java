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
    String mediaType = MediaType.of(context);
    if (!TYPES.contains(mediaType)) {
      throw new ProblemException(
          Problem.of(415, "a spec must come as application/yaml: content-type=" + mediaType));
    }
    return parse(
        Optional.ofNullable(context.body().asString(StandardCharsets.UTF_8.name())).orElse(""));
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
    JsonArray mistakes = new JsonArray();
    e.mistakes()
        .forEach(mistake ->
            mistakes.add(new JsonObject().put("line", mistake.line()).put("text", mistake.text())));
    return Problem.of(400, "invalid-spec", "Invalid model spec", String.valueOf(e.getMessage()))
        .with("mistakes", mistakes);
  }
}
