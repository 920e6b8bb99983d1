package dev.carve.sampler.http;

import dev.carve.sampler.journal.RunLibrary;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;

/// Carries out what changes runs.
final class RunChangeHandler {
  private static final int LARGEST_DESCRIPTION_BYTES = 128 << 10;

  private final RunLibrary library;
  private final WorkerExecutor workers;

  RunChangeHandler(RunLibrary library, WorkerExecutor workers) {
    this.library = library;
    this.workers = workers;
  }

  /// Adds its addresses.
  void install(Router router) {
    router
        .patch("/runs/:run")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_DESCRIPTION_BYTES))
        .handler(this::describe);
  }

  /// Changes what people wrote about a run.
  private void describe(RoutingContext context) {
    String run = RunHandler.run(context);
    DescriptionChange change =
        DescriptionChange.parse(
            Objects.requireNonNullElse(context.body().buffer(), Buffer.buffer()));
    workers
        .executeBlocking(
            () -> RunDocument.withSpec(library.describe(run, change::applyTo)).toBuffer(), false)
        .onSuccess(document ->
            context
                .response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(document))
        .onFailure(context::fail);
  }
}
