package dev.carve.dashboard.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// Puts on every answer what keeps browsers from doing more with it than was meant.
final class SecurityHeaders implements Handler<RoutingContext> {
  private final Supplier<String> contentSecurityPolicy;

  SecurityHeaders(Supplier<String> contentSecurityPolicy) {
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers
        .set("content-security-policy", contentSecurityPolicy.get())
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "no-referrer")
        .set("cross-origin-opener-policy", "same-origin")
        .set("cross-origin-resource-policy", "same-origin");
    context.next();
  }
}
