package dev.carve.dashboard.web;

import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import dev.carve.dashboard.live.LiveSpec;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

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

  /// Sees to it that a name is free.
  ///
  /// @throws ProblemException if there is a model of this name
  static void requireNone(String name, LiveModels<EncodedFrame> models) {
    if (models.find(name).isPresent()) {
      throw new ProblemException(
          TrainerClient.rejected("a model of this name exists: model=" + name));
    }
  }

  /// What a model is that takes examples of its own.
  ///
  /// @throws ProblemException if it follows another one, or its spec is not known yet
  static ModelSpec takingExamples(LiveModel<EncodedFrame> model) {
    String follows = model.lineage().follows();
    if (!follows.isEmpty()) {
      throw new ProblemException(
          TrainerClient.rejected(
              "a model that follows another takes the minibatches of that one alone: model=%s, follows=%s"
                  .formatted(model.name(), follows)));
    }
    return Optional.ofNullable(model.spec())
        .map(LiveSpec::definition)
        .orElseThrow(() ->
            new ProblemException(
                TrainerClient.rejected(
                    "the model's spec is not known yet: model=" + model.name())));
  }
}
