package dev.carve.dashboard.web;

import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.ext.web.RoutingContext;

/// The model that a request is about.
final class KnownModel {
  private KnownModel() {}

  /// The model that the route's path names.
  ///
  /// @throws ProblemException if there is none of this name
  static LiveModel<EncodedFrame> of(RoutingContext context, LiveModels<EncodedFrame> models) {
    return named(PathParameter.of(context, "model"), models);
  }

  /// A model by its name.
  ///
  /// @throws ProblemException if there is none of this name
  static LiveModel<EncodedFrame> named(String name, LiveModels<EncodedFrame> models) {
    return models
        .find(name)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                    404,
                    "unknown-model",
                    "Unknown model",
                    "there is no model \"%s\"".formatted(name))));
  }
}
