package dev.carve.dashboard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/// Has the sampler change runs.
final class RunChangeHandler {
  private static final int NO_CONTENT = 204;

  private final SamplerClient sampler;

  RunChangeHandler(SamplerClient sampler) {
    this.sampler = sampler;
  }

  /// Changes what people wrote about a run.
  void describe(RoutingContext context) {
    Buffer body = Objects.requireNonNullElse(context.body().buffer(), Buffer.buffer());
    sampler
        .send(HttpMethod.PATCH, RunHandler.runPath(context), body)
        .compose(answer -> answer.body())
        .onSuccess(document ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(document))
        .onFailure(context::fail);
  }

  /// Deletes a run.
  void delete(RoutingContext context) {
    sampler
        .send(HttpMethod.DELETE, RunHandler.runPath(context), Buffer.buffer())
        .onSuccess(_ -> context.response().setStatusCode(NO_CONTENT).end())
        .onFailure(context::fail);
  }
}
