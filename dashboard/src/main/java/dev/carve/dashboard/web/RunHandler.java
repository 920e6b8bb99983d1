package dev.carve.dashboard.web;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.Topics;
import dev.carve.dashboard.DashboardMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.WebSocket;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/// Passes the sampler's runs on to browsers, its frames in the browser's layout.
final class RunHandler {
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String DISPOSITION = "content-disposition";
  private static final QueryParameter POINTS = QueryParameter.wholeNumber("points");
  private static final QueryParameter FROM = QueryParameter.wholeNumber("from");
  private static final QueryParameter TO = QueryParameter.wholeNumber("to");
  private static final QueryParameter STEP = QueryParameter.wholeNumber("step");
  private static final QueryParameter TOP = QueryParameter.wholeNumber("top");
  private static final QueryParameter SPEED = QueryParameter.number("speed");
  private static final QueryParameter STEPS_PER_SECOND = QueryParameter.number("stepsPerSecond");
  private static final QueryParameter BACKWARDS = QueryParameter.flag("backwards");
  private static final QueryParameter LOOP = QueryParameter.flag("loop");
  private static final QueryParameter PAUSED = QueryParameter.flag("paused");
  private static final QueryParameter KEEP = QueryParameter.flag("keep");
  private static final QueryParameter EXACT = QueryParameter.flag("exact");
  private static final QueryParameter PLANE = QueryParameter.text("plane");
  private static final QueryParameter GRID = QueryParameter.wholeNumber("grid");
  private static final QueryParameter NEURON = QueryParameter.text("neuron");
  private static final QueryParameter HEIGHT = QueryParameter.text("height");
  private static final QueryParameter A = QueryParameter.wholeNumber("a");
  private static final QueryParameter B = QueryParameter.wholeNumber("b");
  static final QueryParameter AS = QueryParameter.text("as");
  private static final QueryParameter RUN2 = QueryParameter.text("run2");

  private final SamplerClient sampler;
  private final DashboardMetrics metrics;
  private final Set<RunSocket> sockets = new HashSet<>();

  RunHandler(SamplerClient sampler, DashboardMetrics metrics) {
    this.sampler = sampler;
    this.metrics = metrics;
  }

  /// All runs, newest first.
  void list(RoutingContext context) {
    passOn(context, "/runs");
  }

  /// One run with its spec.
  void show(RoutingContext context) {
    passOn(context, runPath(context));
  }

  /// How the loss and accuracy of a run went.
  void history(RoutingContext context) {
    passOn(context, runPath(context) + "/history" + query(context, FROM, TO, POINTS));
  }

  /// How the figures of a run's surfaces went.
  void figures(RoutingContext context) {
    passOn(context, runPath(context) + "/figures" + query(context, FROM, TO, POINTS));
  }

  /// What charts show of training in a run.
  void charts(RoutingContext context) {
    passOn(context, runPath(context) + "/charts" + query(context, FROM, TO, POINTS));
  }

  /// How training went in a run, as the trainer told it.
  void metrics(RoutingContext context) {
    passOn(context, runPath(context) + "/metrics" + query(context, POINTS));
  }

  /// What happened in a run.
  void events(RoutingContext context) {
    passOn(context, runPath(context) + "/events");
  }

  /// The planes that one can choose for a run.
  void planes(RoutingContext context) {
    passOn(context, runPath(context) + "/planes");
  }

  /// The exact parameters of a step.
  void parameters(RoutingContext context) {
    passOn(context, runPath(context) + "/steps/" + step(context));
  }

  /// The minibatch that a step was taken on.
  void minibatch(RoutingContext context) {
    passOn(context, runPath(context) + "/steps/" + step(context) + "/minibatch");
  }

  /// The parameters of a step, as a model is initialised with.
  void bareParameters(RoutingContext context) {
    passOn(context, runPath(context) + "/parameters/" + step(context));
  }

  /// One neuron's surface as comma-separated values.
  void surfaceCsv(RoutingContext context) {
    passOn(
        context,
        runPath(context)
            + "/surfaces/"
            + step(context)
            + ".csv"
            + query(context, NEURON, PLANE, GRID),
        CSV);
  }

  /// How training went as comma-separated values.
  void historyCsv(RoutingContext context) {
    passOn(context, runPath(context) + "/history.csv" + query(context, FROM, TO, POINTS), CSV);
  }

  /// The minibatches that moved a neuron's surface most.
  void carvers(RoutingContext context) {
    passOn(context, runPath(context) + "/carvers" + query(context, NEURON, FROM, TO, TOP));
  }

  /// One neuron taken apart, in figures.
  void focus(RoutingContext context) {
    passOn(context, focusPath(context) + query(context, NEURON, PLANE, GRID, HEIGHT));
  }

  /// The surfaces of one neuron and of what feeds it.
  void focusSurfaces(RoutingContext context) {
    passOn(
        context,
        focusPath(context) + "/surfaces" + query(context, NEURON, PLANE, GRID),
        "application/octet-stream");
  }

  /// Two steps side by side, in figures.
  void compare(RoutingContext context) {
    passOn(context, runPath(context) + "/compare" + query(context, A, B, RUN2, PLANE, GRID));
  }

  /// How much the surfaces of all neurons rose between two steps.
  void compareSurfaces(RoutingContext context) {
    passOn(
        context,
        runPath(context) + "/compare/surfaces" + query(context, A, B, RUN2, PLANE, GRID),
        "application/octet-stream");
  }

  private static String focusPath(RoutingContext context) {
    return runPath(context) + "/focus/" + step(context);
  }

  private static String step(RoutingContext context) {
    String step = PathParameter.of(context, "step");
    if (!QueryParameter.WHOLE_NUMBER.matcher(step).matches()) {
      throw new ProblemException(
          Problem.of(400, "step must be a whole number: step=%s".formatted(step)));
    }
    return step;
  }

  /// One frame of a run.
  void frame(RoutingContext context) {
    String plane = plane(context);
    sampler
        .get(runPath(context) + "/frames/" + step(context) + query(context, EXACT, PLANE, GRID))
        .compose(response -> response.body())
        .map(protobuf -> encode(protobuf, plane))
        .onSuccess(frame -> send(context, frame))
        .onFailure(context::fail);
  }

  /// The frames of a run, one after the other, over a WebSocket.
  void frames(RoutingContext context) {
    if (!context.request().canUpgradeToWebSocket()) {
      throw new ProblemException(
          Problem.of(426, "this address is a WebSocket: connect with ws://"));
    }
    String uri =
        runPath(context)
            + "/frames"
            + query(
                context,
                FROM,
                TO,
                STEP,
                SPEED,
                STEPS_PER_SECOND,
                BACKWARDS,
                LOOP,
                PAUSED,
                KEEP,
                PLANE,
                GRID);
    String plane = plane(context);
    context.request().pause();
    sampler
        .connect(uri)
        .onSuccess(frames -> open(context, frames, plane))
        .onFailure(failure -> {
          context.request().resume();
          context.fail(failure);
        });
  }

  /// Asks every browser for a sign of life, so that dead connections are noticed.
  void ping() {
    Set.copyOf(sockets).forEach(RunSocket::ping);
  }

  /// A frame that the sampler sent.
  ///
  /// @param asked the plane as the viewer chose it, empty for the model's own
  static EncodedFrame encode(Buffer protobuf, String asked) {
    try {
      return EncodedFrame.of(Topics.FRAMES.codec().decode(protobuf.getBytes()), asked);
    } catch (MalformedEventException e) {
      throw new ProblemException(
          Problem.of(502, "the sampler sent what is no frame: " + e.getMessage()));
    }
  }

  private static String plane(RoutingContext context) {
    return PLANE.of(context).orElse("");
  }

  private void open(RoutingContext context, WebSocket frames, String plane) {
    frames.pause();
    context
        .request()
        .toWebSocket()
        .onSuccess(viewer -> {
          RunSocket socket = new RunSocket(viewer, frames, plane, metrics);
          sockets.add(socket);
          socket.start(() -> sockets.remove(socket));
        })
        .onFailure(_ -> frames.close());
  }

  private void passOn(RoutingContext context, String uri) {
    passOn(context, uri, "application/json");
  }

  private void passOn(RoutingContext context, String uri, String type) {
    HttpServerResponse response = context.response();
    sampler
        .get(uri)
        .onSuccess(answer -> {
          response
              .setStatusCode(answer.statusCode())
              .putHeader(HttpHeaders.CONTENT_TYPE, type)
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .setChunked(true);
          String disposition = answer.getHeader(DISPOSITION);
          if (disposition != null) {
            response.putHeader(DISPOSITION, disposition);
          }
          answer.pipe().endOnFailure(false).to(response).onFailure(_ -> response.reset());
        })
        .onFailure(context::fail);
  }

  private static void send(RoutingContext context, EncodedFrame frame) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
        .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("carve-step", Long.toString(frame.step()))
        .end(frame.bytes());
  }

  static String runPath(RoutingContext context) {
    return runPath(PathParameter.of(context, "run"));
  }

  /// Where the sampler has a run.
  static String runPath(String run) {
    if (run.equals(".") || run.equals("..")) {
      throw new ProblemException(Problem.of(404, "There is no such run: run=%s".formatted(run)));
    }
    return "/runs/" + encoded(run);
  }

  static String query(RoutingContext context, QueryParameter... parameters) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    for (QueryParameter parameter : parameters) {
      parameter.of(context).ifPresent(value -> query.add(parameter.name() + "=" + encoded(value)));
    }
    return query.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
