package dev.carve.sampler.http;

import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.CarverSearch;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.sampler.sampling.FrameView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Listens for questions about runs.
///
/// ```
/// GET /runs                              all runs, the newest first
/// GET /runs/{run}                        one run with its spec
/// PATCH /runs/{run}                      changes its name, tags and note
/// DELETE /runs/{run}                     removes it, if no model trains it and nobody replays it
/// GET /runs/{run}/history?from=&to=&points=      how its figures went, snapshot by snapshot
/// GET /runs/{run}/figures?from=&to=&points=      how the figures of its surfaces went
/// GET /runs/{run}/charts?from=&to=&points=       how training went, with the extremes kept
/// GET /runs/{run}/metrics?points=        how training went, as the trainer told it
/// GET /runs/{run}/planes                 the planes that one can choose
/// GET /runs/{run}/file                   the run as one file
/// POST /runs/file?as=                    makes a run of such a file, up to 16 GiB
/// GET /runs/{run}/events                 what happened, with its step
/// GET /runs/{run}/frames/{step}          one frame, as topic `frames` has it; ?exact=true for this
///                                        very step, rebuilt where it was not published
/// WS  /runs/{run}/frames?from=&to=&speed=&stepsPerSecond=&step=&backwards=&loop=&paused=&keep=
///                                        the frames of a range, see ReplayMessage
/// GET /runs/{run}/steps/{step}           parameters of any step, JSON or Protobuf
/// GET /runs/{run}/parameters/{step}      the parameters alone, as a model is initialised with
/// GET /runs/{run}/surfaces/{step}.csv?neuron=L.I   a neuron's surface, u, v, height
/// GET /runs/{run}/history.csv?from=&to=&points=    how training went
/// GET /runs/{run}/carvers?neuron=L.I&from=&to=&top=  the minibatches that moved a surface most
/// GET /runs/{run}/focus/{step}?neuron=&height=   one neuron taken apart
/// GET /runs/{run}/focus/{step}/surfaces?neuron=  its surfaces, see [SurfacesLayout]
/// GET /runs/{run}/compare?a=&b=&run2=            what was carved between two steps
/// GET /runs/{run}/compare/surfaces?a=&b=&run2=   how much each point rose, see [SurfacesLayout]
/// ```
///
/// Frames, focus and compare take `plane=` (see [dev.carve.core.surface.PlaneSpec]) and `grid=` (8
/// to 512 points a side).
public final class SamplerServer {
  private static final int WORKERS = 4;
  private static final int MOST_REPLAYS = 128;
  private static final long IDLE_CHECK_MS = 10_000;
  private static final int FORBIDDEN = 403;
  private static final int UPGRADE_REQUIRED = 426;
  private static final ReplayCourse DEFAULT_COURSE =
      ReplayCourse.forwards(ReplayRange.whole(), Pace.ofSpeed(1));

  /// What the server needs.
  ///
  /// @param library the runs
  /// @param archive their frames
  /// @param steps rebuilds any of their steps
  /// @param deletion deletes the run of a name
  /// @param metrics where frames are counted
  public record Parts(
      RunLibrary library,
      FrameArchive archive,
      StepReconstruction steps,
      Consumer<String> deletion,
      SamplerMetrics metrics) {}

  private final Vertx vertx;
  private final RunLibrary library;
  private final FrameArchive archive;
  private final StepReconstruction steps;
  private final Consumer<String> deletion;
  private final SamplerMetrics metrics;
  private final WorkerExecutor workers;
  private final HttpServer server;
  private final AtomicInteger replays = new AtomicInteger();

  private SamplerServer(Vertx vertx, Parts parts) {
    this.vertx = vertx;
    this.library = parts.library();
    this.archive = parts.archive();
    this.steps = parts.steps();
    this.deletion = parts.deletion();
    this.metrics = parts.metrics();
    this.workers = vertx.createSharedWorkerExecutor("carve-replay", WORKERS, 1, TimeUnit.MINUTES);
    this.server = vertx.createHttpServer(new HttpServerOptions());
  }

  /// Starts listening.
  ///
  /// @param vertx runs the server
  /// @param parts what it serves
  /// @param host the address to listen on
  /// @param port the port, 0 for any free one
  /// @return the server, once it listens
  public static Future<SamplerServer> start(Vertx vertx, Parts parts, String host, int port) {
    SamplerServer started = new SamplerServer(vertx, parts);
    vertx.setPeriodic(IDLE_CHECK_MS, _ -> started.closeIdle());
    return started.server.requestHandler(started.router()).listen(port, host).map(started);
  }

  /// The port that it listens on.
  ///
  /// @return a port, never 0
  public int port() {
    return server.actualPort();
  }

  private Router router() {
    RunHandler runs = new RunHandler(library, archive, workers);
    SurfaceHandler surfaces = new SurfaceHandler(archive, workers);
    Router router = Router.router(vertx);
    router.route().handler(SamplerServer::refuseBrowsersThatAct);
    router.get("/runs").handler(runs::list);
    router.get("/runs/:run").handler(runs::show);
    new RunChangeHandler(library, archive, deletion, workers).install(router);
    router.get("/runs/:run/history").handler(runs::history);
    router.get("/runs/:run/figures").handler(runs::figures);
    router.get("/runs/:run/planes").handler(runs::planes);
    router.get("/runs/:run/charts").handler(runs::charts);
    router.get("/runs/:run/metrics").handler(runs::metrics);
    router.get("/runs/:run/events").handler(runs::events);
    router.get("/runs/:run/frames").handler(this::frames);
    new StepHandler(steps, new CarverSearch(library, steps), archive.gridPoints(), workers)
        .install(router);
    router.get("/runs/:run/frames/:step").handler(runs::frame);
    router.get("/runs/:run/surfaces/:step.csv").handler(surfaces::surfaceCsv);
    router.get("/runs/:run/history.csv").handler(runs::historyCsv);
    router.get("/runs/:run/focus/:step").handler(surfaces::focus);
    router.get("/runs/:run/focus/:step/surfaces").handler(surfaces::focusSurfaces);
    router.get("/runs/:run/compare").handler(surfaces::compare);
    router.get("/runs/:run/compare/surfaces").handler(surfaces::compareSurfaces);
    new RunFileHandler(vertx, library, RunFileHandler.LARGEST_BYTES).install(router);
    router.route().handler(context -> context.fail(404));
    router.route().failureHandler(Problem::answer);
    return router;
  }

  /* Whatever page a browser shows could have it send a request here. Where a request acts, browsers name its origin. */
  private static void refuseBrowsersThatAct(RoutingContext context) {
    HttpMethod method = context.request().method();
    boolean acts = !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
    if (acts && context.request().headers().contains("origin")) {
      context.fail(FORBIDDEN);
    } else {
      context.next();
    }
  }

  private void frames(RoutingContext context) {
    if (!context.request().canUpgradeToWebSocket()) {
      context.fail(UPGRADE_REQUIRED);
      return;
    }
    String run = RunHandler.run(context);
    HttpServerRequest request = context.request();
    ReplayMessage beginning = ReplayMessage.of(request);
    ReplayCourse course = beginning.over(DEFAULT_COURSE);
    FrameView view = Query.view(request);
    boolean kept = Query.flag(request, "keep").orElse(false);
    if (replays.get() >= MOST_REPLAYS) {
      throw new BusyException("no more than %d replays at once".formatted(MOST_REPLAYS));
    }
    request.pause();
    workers
        .executeBlocking(() -> archive.replay(run, course, view), false)
        .onSuccess(session -> upgrade(context, session, beginning, kept))
        .onFailure(failure -> {
          request.resume();
          context.fail(failure);
        });
  }

  private void upgrade(
      RoutingContext context, ReplaySession session, ReplayMessage beginning, boolean kept) {
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> replay(socket, session, beginning, kept))
        .onFailure(_ -> session.close());
  }

  private void replay(
      ServerWebSocket socket, ReplaySession session, ReplayMessage beginning, boolean kept) {
    replays.incrementAndGet();
    new FrameSocket(vertx, workers, socket, session, kept, metrics)
        .start(
            Optional.of(beginning).filter(ReplayMessage::isMoreThanACourse),
            replays::decrementAndGet);
  }

  private void closeIdle() {
    workers.executeBlocking(
        () -> {
          archive.closeIdle();
          return true;
        },
        false);
  }
}
