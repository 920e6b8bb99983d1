package dev.carve.sampler.http;

import dev.carve.sampler.journal.RunInUseException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.function.Consumer;

/// Carries out what changes runs.
final class RunChangeHandler {
  private static final int NO_CONTENT = 204;
  private static final int LARGEST_DESCRIPTION_BYTES = 128 << 10;

  private final RunLibrary library;
  private final FrameArchive archive;
  private final Consumer<String> deletion;
  private final WorkerExecutor workers;

  /// @param deletion deletes the run of a name
  RunChangeHandler(
      RunLibrary library, FrameArchive archive, Consumer<String> deletion, WorkerExecutor workers) {
    this.library = library;
    this.archive = archive;
    this.deletion = deletion;
    this.workers = workers;
  }

  /// Adds its addresses.
  void install(Router router) {
    router
        .patch("/runs/:run")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_DESCRIPTION_BYTES))
        .handler(this::describe);
    router.delete("/runs/:run").handler(this::delete);
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

  private void delete(RoutingContext context) {
    String run = RunHandler.run(context);
    workers
        .executeBlocking(
            () -> {
              delete(run);
              return run;
            },
            false)
        .onSuccess(_ -> context.response().setStatusCode(NO_CONTENT).end())
        .onFailure(context::fail);
  }

  private void delete(String run) {
    int replays = archive.replays(run);
    if (replays > 0) {
      throw new RunInUseException(
          "a run that is being replayed must not be deleted: run=%s, replays=%d"
              .formatted(run, replays));
    }
    archive.closeIdle(run);
    deletion.accept(run);
  }
}
