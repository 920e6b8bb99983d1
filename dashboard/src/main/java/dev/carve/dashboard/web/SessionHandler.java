package dev.carve.dashboard.web;

import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// Tells a viewer what this dashboard lets him do.
final class SessionHandler implements Handler<RoutingContext> {
  private final JsonObject session;

  /// @param version of the dashboard that was built
  SessionHandler(DashboardConfig config, Companions companions, String version) {
    this.session =
        new JsonObject()
            .put("readOnly", config.readOnly())
            .put("live", config.hasKafka())
            .put("films", new JsonArray(companions.films().formats()))
            .put("version", version);
  }

  @Override
  public void handle(RoutingContext context) {
    JsonAnswer.send(context, 200, session);
  }
}
