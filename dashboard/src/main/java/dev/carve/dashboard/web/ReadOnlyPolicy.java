package dev.carve.dashboard.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// Refuses every request that would act, where the dashboard is read-only.
///
/// What acts is told by the method, so that no route can be forgotten.
final class ReadOnlyPolicy implements Handler<RoutingContext> {
  private static final Set<HttpMethod> LOOKING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final boolean readOnly;

  ReadOnlyPolicy(boolean readOnly) {
    this.readOnly = readOnly;
  }

  @Override
  public void handle(RoutingContext context) {
    if (readOnly && !LOOKING.contains(context.request().method())) {
      throw new ProblemException(
          Problem.of(
              403,
              "read-only",
              "Read-only",
              "this dashboard is read-only, one can look but not act: %s %s; it was started with --read-only"
                  .formatted(context.request().method(), context.request().path())));
    }
    context.next();
  }
}
