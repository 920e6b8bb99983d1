package dev.carve.dashboard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// An answer in JSON that no cache keeps.
final class JsonAnswer {
  private JsonAnswer() {}

  static void send(RoutingContext context, int status, JsonObject body) {
    context.response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.json(body);
  }
}
