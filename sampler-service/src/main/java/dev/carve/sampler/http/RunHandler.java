package dev.carve.sampler.http;

import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.StepWindow;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.sampling.FrameView;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Answers what is asked about runs.
final class RunHandler {
  private static final int DEFAULT_POINTS = 600;
  private static final int FEWEST_POINTS = 8;
  private static final int MOST_POINTS = 20_000;
  private static final int DEFAULT_FIGURES = 120;
  private static final int MOST_FIGURES = 200;

  private final RunLibrary library;
  private final FrameArchive archive;
  private final WorkerExecutor workers;

  RunHandler(RunLibrary library, FrameArchive archive, WorkerExecutor workers) {
    this.library = library;
    this.archive = archive;
    this.workers = workers;
  }

  /// All runs, the newest first.
  void list(RoutingContext context) {
    answer(context, () -> RunDocument.ofAll(library.runs()));
  }

  /// One run with its spec.
  void show(RoutingContext context) {
    String run = run(context);
    answer(
        context,
        () ->
            RunDocument.withSpec(library.find(run).orElseThrow(() -> new NoSuchRunException(run))));
  }

  /// How the figures of a run went.
  void history(RoutingContext context) {
    String run = run(context);
    StepWindow window = Query.window(context.request());
    int limit = points(context, DEFAULT_POINTS, MOST_POINTS);
    answer(context, () -> RunDocument.ofHistory(run, library.history(run, window, limit)));
  }

  /// What charts show of training.
  void charts(RoutingContext context) {
    String run = run(context);
    StepWindow window = Query.window(context.request());
    int limit = points(context, DEFAULT_POINTS, MOST_POINTS);
    answer(context, () -> RunDocument.ofChart(run, library.chart(run, window, limit)));
  }

  /// The same as comma-separated values.
  void historyCsv(RoutingContext context) {
    String run = run(context);
    StepWindow window = Query.window(context.request());
    int limit = points(context, MOST_POINTS, MOST_POINTS);
    RunFileHandler.attach(context, run + ".csv");
    answer(
        context,
        "text/csv; charset=utf-8",
        () -> CsvDocument.ofChart(library.chart(run, window, limit)));
  }

  /// How the figures of a run's surfaces went.
  void figures(RoutingContext context) {
    String run = run(context);
    StepWindow window = Query.window(context.request());
    int limit = points(context, DEFAULT_FIGURES, MOST_FIGURES);
    answer(
        context,
        () ->
            FiguresDocument.ofHistory(
                run, archive.figures(run, library.history(run, window, limit))));
  }

  /// What happened in a run.
  void events(RoutingContext context) {
    String run = run(context);
    answer(context, () -> RunDocument.ofEvents(run, library.events(run)));
  }

  /// How training went, as the trainer told it.
  void metrics(RoutingContext context) {
    String run = run(context);
    int limit = points(context, DEFAULT_POINTS, MOST_POINTS);
    answer(context, () -> RunDocument.ofMetrics(run, library.metrics(run, limit)));
  }

  /// The planes that one can choose for a run.
  void planes(RoutingContext context) {
    String run = run(context);
    answer(context, () -> PlanesDocument.of(run, archive.entry(run, Long.MAX_VALUE)));
  }

  private static int points(RoutingContext context, int otherwise, int most) {
    long points = Query.wholeNumber(context.request(), "points", otherwise);
    return Math.clamp(points, FEWEST_POINTS, most);
  }

  /// One frame of a run.
  void frame(RoutingContext context) {
    String run = run(context);
    long step = Query.step(Objects.requireNonNull(context.pathParam("step")));
    FrameView view = Query.view(context.request());
    workers
        .executeBlocking(() -> Buffer.buffer(archive.frame(run, step, view)), false)
        .onSuccess(frame ->
            context
                .response()
                .putHeader("content-type", "application/x-protobuf")
                .putHeader("cache-control", "no-store")
                .end(frame))
        .onFailure(context::fail);
  }

  static String run(RoutingContext context) {
    return Objects.requireNonNull(context.pathParam("run"));
  }

  private void answer(RoutingContext context, Callable<JsonObject> document) {
    answer(context, "application/json", () -> document.call().toBuffer());
  }

  private void answer(RoutingContext context, String type, Callable<Buffer> body) {
    workers
        .executeBlocking(body, false)
        .onSuccess(bytes ->
            context
                .response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-store")
                .end(bytes))
        .onFailure(context::fail);
  }
}
