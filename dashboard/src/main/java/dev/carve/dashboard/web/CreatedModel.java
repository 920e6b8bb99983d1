package dev.carve.dashboard.web;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveSpec;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers with a model that has just come to be.
final class CreatedModel {
  private CreatedModel() {}

  /// @param begun the event that says so
  static void send(RoutingContext context, ModelSpec spec, ModelEvent begun) {
    LiveModel<EncodedFrame> created =
        new LiveModel<>(
            spec.name(),
            new LiveSpec(spec.toYaml(), spec),
            begun.lineage(),
            null,
            0,
            null,
            List.of(begun),
            1);
    context
        .response()
        .putHeader(
            HttpHeaders.LOCATION,
            "/api/models/" + URLEncoder.encode(spec.name(), StandardCharsets.UTF_8));
    JsonAnswer.send(context, 201, Messages.shownModel(created));
  }
}
