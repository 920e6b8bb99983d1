package dev.carve.dashboard.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The map of everything that can be asked for. The same map for programs is
/// `openapi/openapi.yaml`.
final class Routes {
  private static final int LARGEST_SPEC_BYTES = 64 << 10;
  private static final int LARGEST_REQUEST_BYTES = 16 << 10;
  private static final int LARGEST_EXAMPLES_BYTES = 8 << 20;
  private static final int LARGEST_DESCRIPTION_BYTES = 128 << 10;

  private final Vertx vertx;
  private final DashboardVerticle.Parts parts;
  private final LiveHandler live;
  private final RunHandler runs;
  private final RunChangeHandler runChanges;
  private final RunFileHandler runFiles;
  private final ModelHandler models;
  private final CommandHandler commands;
  private final ForkHandler forks;
  private final ExampleHandler examples;
  private final StreamHandler streams;
  private final FilmHandler films;
  private final HealthHandler health;

  /// @param eventLoop where the server's sockets live
  Routes(Vertx vertx, Context eventLoop, DashboardVerticle.Parts parts) {
    this.vertx = vertx;
    this.parts = parts;
    SamplerClient sampler = new SamplerClient(vertx, parts.config().samplerUrl());
    FrameRecall frameRecall = new FrameRecall(sampler, parts.models());
    live =
        new LiveHandler(
            eventLoop, parts.models(), frameRecall, sampler, parts.metrics(), parts.clock());
    runs = new RunHandler(sampler, parts.metrics());
    TrainerClient trainer = new TrainerClient(parts.commands(), parts.config().commandTimeout());
    models = new ModelHandler(parts.models(), trainer, parts.clock());
    commands = new CommandHandler(parts.models(), trainer, parts.clock());
    forks = new ForkHandler(parts.models(), sampler, trainer, parts.clock());
    examples = new ExampleHandler(parts.models(), parts.examples());
    runChanges = new RunChangeHandler(sampler);
    runFiles = new RunFileHandler(sampler);
    streams = new StreamHandler(parts.models(), parts.companions().streams());
    films = new FilmHandler(vertx, parts.companions().films());
    health = new HealthHandler(parts.consumers(), parts.clock());
  }

  Router router() {
    Router router = Router.router(vertx);
    ProblemHandler.install(router);
    router.route().handler(new SecurityHeaders(parts.page()::contentSecurityPolicy));
    router.route().handler(new SameOriginPolicy(parts.config().host()));
    router.route().handler(new ReadOnlyPolicy(parts.config().readOnly()));

    router.get("/api/models").handler(models::list);
    router.post("/api/models").handler(bodyOf(LARGEST_SPEC_BYTES)).handler(models::create);
    router.get("/api/models/:model").handler(models::show);
    router.post("/api/specs/check").handler(bodyOf(LARGEST_SPEC_BYTES)).handler(models::check);
    router
        .post("/api/models/:model/commands")
        .handler(bodyOf(LARGEST_REQUEST_BYTES))
        .handler(commands);
    router.post("/api/models/:model/fork").handler(bodyOf(LARGEST_REQUEST_BYTES)).handler(forks);
    router
        .post("/api/models/:model/examples")
        .handler(bodyOf(LARGEST_EXAMPLES_BYTES))
        .handler(examples);
    router.get("/api/streams").handler(streams::list);
    router.post("/api/streams").handler(bodyOf(LARGEST_REQUEST_BYTES)).handler(streams::start);
    router
        .put("/api/streams/:model")
        .handler(bodyOf(LARGEST_REQUEST_BYTES))
        .handler(streams::setRate);
    router.delete("/api/streams/:model").handler(streams::stop);
    router.get("/api/events").handler(models::events);
    router.get("/api/live").handler(live);
    router.get("/api/runs").handler(runs::list);
    router.get("/api/runs/:run").handler(runs::show);
    router
        .patch("/api/runs/:run")
        .handler(bodyOf(LARGEST_DESCRIPTION_BYTES))
        .handler(runChanges::describe);
    router.delete("/api/runs/:run").handler(runChanges::delete);
    router.get("/api/runs/:run/file").handler(runFiles::download);
    router.post("/api/runs/file").handler(runFiles::upload);
    router.get("/api/runs/:run/film").handler(films::film);
    router.get("/api/runs/:run/history").handler(runs::history);
    router.get("/api/runs/:run/figures").handler(runs::figures);
    router.get("/api/runs/:run/planes").handler(runs::planes);
    router.get("/api/runs/:run/charts").handler(runs::charts);
    router.get("/api/runs/:run/metrics").handler(runs::metrics);
    router.get("/api/runs/:run/events").handler(runs::events);
    router.get("/api/runs/:run/steps/:step").handler(runs::parameters);
    router.get("/api/runs/:run/steps/:step/minibatch").handler(runs::minibatch);
    router.get("/api/runs/:run/parameters/:step").handler(runs::bareParameters);
    router.get("/api/runs/:run/surfaces/:step.csv").handler(runs::surfaceCsv);
    router.get("/api/runs/:run/history.csv").handler(runs::historyCsv);
    router.get("/api/runs/:run/carvers").handler(runs::carvers);
    router.get("/api/runs/:run/compare").handler(runs::compare);
    router.get("/api/runs/:run/compare/surfaces").handler(runs::compareSurfaces);
    router.get("/api/runs/:run/focus/:step").handler(runs::focus);
    router.get("/api/runs/:run/focus/:step/surfaces").handler(runs::focusSurfaces);
    router.get("/api/runs/:run/frames").handler(runs::frames);
    router.get("/api/runs/:run/frames/:step").handler(runs::frame);
    router
        .get("/api/session")
        .handler(new SessionHandler(parts.config(), parts.companions(), BuiltVersion.read()));
    router.get("/api/openapi.yaml").handler(parts.page()::openApi);
    router.get("/metrics").handler(this::metrics);
    router.get("/health/live").handler(health::live);
    router.get("/health/ready").handler(health::ready);
    nameTheMethodsOfEachPath(router);
    router
        .routeWithRegex("/(?!api/|health/).*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(parts.page());
    return router;
  }

  /// Reads a body into memory; one that is larger ends with 413.
  private static BodyHandler bodyOf(int largestBytes) {
    return BodyHandler.create(false).setBodyLimit(largestBytes);
  }

  /// Whoever asks with another method is told which ones there are.
  private static void nameTheMethodsOfEachPath(Router router) {
    Map<String, String> methods = new TreeMap<>();
    for (Route route : router.getRoutes()) {
      for (HttpMethod method : Objects.requireNonNullElse(route.methods(), Set.<HttpMethod>of())) {
        methods.merge(route.getPath(), method.name(), (some, other) -> some + ", " + other);
      }
    }
    methods.forEach((path, allowed) ->
        router
            .route(path)
            .handler(context -> {
              context.response().putHeader(HttpHeaders.ALLOW, allowed);
              context.fail(405);
            }));
  }

  /// Says that there is something new of a model; for any thread.
  void changed(String model) {
    live.changed(model);
  }

  /// Asks every browser for a sign of life, so that dead connections are noticed.
  void ping() {
    live.ping();
    runs.ping();
  }

  private void metrics(RoutingContext context) {
    context
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .putHeader("cache-control", "no-store");
    vertx
        .executeBlocking(() -> parts.registry().scrape(), false)
        .onSuccess(scraped -> context.response().end(scraped))
        .onFailure(context::fail);
  }
}
