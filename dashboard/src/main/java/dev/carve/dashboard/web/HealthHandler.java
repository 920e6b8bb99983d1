package dev.carve.dashboard.web;

import dev.carve.dashboard.live.ConsumerStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Tells those who watch over the process whether it lives and whether it can serve.
final class HealthHandler {
  private final Supplier<List<ConsumerStatus>> consumers;
  private final InstantSource clock;

  HealthHandler(Supplier<List<ConsumerStatus>> consumers, InstantSource clock) {
    this.consumers = consumers;
    this.clock = clock;
  }

  /// Alive is what can answer.
  void live(RoutingContext context) {
    context.json(new JsonObject().put("status", "up"));
  }

  /// Ready is what has read all topics and goes on reading them.
  void ready(RoutingContext context) {
    Instant now = clock.instant();
    List<ConsumerStatus> statuses = consumers.get();
    JsonArray checks = new JsonArray();
    statuses.forEach(status -> checks.add(check(status, now)));
    if (statuses.stream().allMatch(status -> status.ready(now))) {
      context.json(new JsonObject().put("status", "up").put("checks", checks));
    } else {
      throw new ProblemException(
          Problem.of(503, "not-ready", "Not ready", "the dashboard does not read from Kafka yet")
              .with("checks", checks));
    }
  }

  private static JsonObject check(ConsumerStatus status, Instant now) {
    return new JsonObject()
        .put("name", "kafka " + status.topic())
        .put("status", status.ready(now) ? "up" : "down")
        .put("detail", status.detail(now));
  }
}
