package dev.carve.dashboard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Passes runs on as files, portion by portion, in both directions.
final class RunFileHandler {
  private static final int CREATED = 201;
  private static final String RUNS = "/api/runs/";

  private final SamplerClient sampler;

  RunFileHandler(SamplerClient sampler) {
    this.sampler = sampler;
  }

  /// Gives a run away.
  void download(RoutingContext context) {
    HttpServerResponse response = context.response();
    sampler
        .download(RunHandler.runPath(context) + "/file")
        .onSuccess(answer -> {
          response
              .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
              .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .putHeader("content-disposition", answer.getHeader("content-disposition"))
              .setChunked(true);
          answer.pipe().endOnFailure(false).to(response).onFailure(_ -> response.reset());
        })
        .onFailure(context::fail);
  }

  /// Takes a run in.
  void upload(RoutingContext context) {
    context.request().pause();
    sampler
        .upload("/runs/file" + RunHandler.query(context, RunHandler.AS), context.request())
        .compose(answer -> answer.body())
        .onSuccess(document ->
            context
                .response()
                .setStatusCode(CREATED)
                .putHeader(
                    HttpHeaders.LOCATION,
                    RUNS + RunHandler.encoded(document.toJsonObject().getString("run", "")))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(document))
        .onFailure(failure -> {
          context.response().putHeader(HttpHeaders.CONNECTION, "close");
          context.fail(failure);
        });
  }
}
