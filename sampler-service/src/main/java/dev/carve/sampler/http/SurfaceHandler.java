package dev.carve.sampler.http;

import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.sampling.FocusSampler;
import dev.carve.sampler.sampling.FrameView;
import dev.carve.sampler.sampling.NeuronChoice;
import dev.carve.sampler.sampling.NeuronFocus;
import dev.carve.sampler.sampling.SurfaceComparison;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Answers what is asked about single neurons, and about what lies between two steps.
final class SurfaceHandler {
  private final FrameArchive archive;
  private final WorkerExecutor workers;
  private final FocusSampler focus = new FocusSampler();

  SurfaceHandler(FrameArchive archive, WorkerExecutor workers) {
    this.archive = archive;
    this.workers = workers;
  }

  /// One neuron taken apart, in figures.
  void focus(RoutingContext context) {
    Callable<NeuronFocus> question = focusQuestion(context);
    answer(context, "application/json", () -> FocusDocument.of(question.call()).toBuffer());
  }

  /// The surfaces of one neuron and of what feeds it.
  void focusSurfaces(RoutingContext context) {
    Callable<NeuronFocus> question = focusQuestion(context);
    answer(context, "application/octet-stream", () -> SurfacesLayout.encode(question.call()));
  }

  /// A neuron's surface as comma-separated values.
  void surfaceCsv(RoutingContext context) {
    Callable<NeuronFocus> question = focusQuestion(context);
    RunFileHandler.attach(
        context,
        "%s-%s-%s.csv"
            .formatted(
                RunHandler.run(context),
                context.pathParam("step"),
                Query.required(context.request(), "neuron")));
    answer(context, "text/csv; charset=utf-8", () -> CsvDocument.ofSurface(question.call()));
  }

  /// Two steps side by side, in figures.
  void compare(RoutingContext context) {
    Callable<SurfaceComparison> question = comparisonQuestion(context);
    answer(context, "application/json", () -> ComparisonDocument.of(question.call()).toBuffer());
  }

  /// How much the surfaces of all neurons rose between two steps.
  void compareSurfaces(RoutingContext context) {
    Callable<SurfaceComparison> question = comparisonQuestion(context);
    answer(context, "application/octet-stream", () -> SurfacesLayout.encode(question.call()));
  }

  private Callable<NeuronFocus> focusQuestion(RoutingContext context) {
    HttpServerRequest request = context.request();
    String run = RunHandler.run(context);
    long step = Query.step(Objects.requireNonNull(context.pathParam("step")));
    NeuronChoice neuron = NeuronChoice.parse(Query.required(request, "neuron"));
    FrameView view = Query.view(request);
    List<Float> heights = Query.numbers(request, "height");
    return () -> focus.focus(archive.entry(run, step), neuron, view, heights);
  }

  private Callable<SurfaceComparison> comparisonQuestion(RoutingContext context) {
    HttpServerRequest request = context.request();
    String run = RunHandler.run(context);
    String other = Query.text(request, "run2").orElse(run);
    long a = Query.requiredStep(request, "a");
    long b = Query.requiredStep(request, "b");
    FrameView view = Query.view(request);
    return () -> {
      JournalEntry before = archive.entry(run, a);
      return SurfaceComparison.of(before, archive.entry(other, b), view);
    };
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
