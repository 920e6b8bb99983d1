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
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Passes the sampler's runs on to browsers, its frames in the browser's layout.
final class RunHandler {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern NEURON = Pattern.compile("\\d{1,4}\\.\\d{1,6}");
  private static final Pattern TRUE_OR_FALSE = Pattern.compile("true|false");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

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
    passOn(context, runPath(context) + "/history" + query(context, "points", WHOLE_NUMBER));
  }

  /// How training went in a run, as the trainer told it.
  void metrics(RoutingContext context) {
    passOn(context, runPath(context) + "/metrics" + query(context, "points", WHOLE_NUMBER));
  }

  /// What happened in a run.
  void events(RoutingContext context) {
    passOn(context, runPath(context) + "/events");
  }

  /// The exact parameters of a step.
  void step(RoutingContext context) {
    passOn(context, runPath(context) + "/steps/" + stepOf(context));
  }

  /// The minibatches that moved a neuron's surface most.
  void carvers(RoutingContext context) {
    passOn(
        context,
        runPath(context)
            + "/carvers"
            + query(
                context,
                "neuron",
                NEURON,
                "from",
                WHOLE_NUMBER,
                "to",
                WHOLE_NUMBER,
                "top",
                WHOLE_NUMBER));
  }

  private static String stepOf(RoutingContext context) {
    String step = PathParameter.of(context, "step");
    if (!WHOLE_NUMBER.matcher(step).matches()) {
      throw new ProblemException(
          Problem.of(400, "step must be a whole number: step=%s".formatted(step)));
    }
    return step;
  }

  /// One frame of a run.
  void frame(RoutingContext context) {
    sampler
        .get(
            runPath(context)
                + "/frames/"
                + stepOf(context)
                + query(context, "exact", TRUE_OR_FALSE))
        .compose(response -> response.body())
        .map(RunHandler::encode)
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
                "from",
                WHOLE_NUMBER,
                "to",
                WHOLE_NUMBER,
                "step",
                WHOLE_NUMBER,
                "speed",
                NUMBER,
                "stepsPerSecond",
                NUMBER,
                "backwards",
                TRUE_OR_FALSE,
                "loop",
                TRUE_OR_FALSE,
                "paused",
                TRUE_OR_FALSE,
                "keep",
                TRUE_OR_FALSE);
    context.request().pause();
    sampler
        .connect(uri)
        .onSuccess(frames -> open(context, frames))
        .onFailure(failure -> {
          context.request().resume();
          context.fail(failure);
        });
  }

  /// Asks every browser for a sign of life, so that dead connections are noticed.
  void ping() {
    sockets.forEach(RunSocket::ping);
  }

  static EncodedFrame encode(Buffer protobuf) {
    try {
      return EncodedFrame.of(Topics.FRAMES.codec().decode(protobuf.getBytes()));
    } catch (MalformedEventException e) {
      throw new ProblemException(
          Problem.of(502, "the sampler sent what is no frame: " + e.getMessage()));
    }
  }

  private void open(RoutingContext context, WebSocket frames) {
    frames.pause();
    context
        .request()
        .toWebSocket()
        .onSuccess(viewer -> {
          RunSocket socket = new RunSocket(viewer, frames, metrics);
          sockets.add(socket);
          socket.start(() -> sockets.remove(socket));
        })
        .onFailure(_ -> frames.close());
  }

  private void passOn(RoutingContext context, String uri) {
    HttpServerResponse response = context.response();
    sampler
        .get(uri)
        .onSuccess(answer -> {
          response
              .setStatusCode(answer.statusCode())
              .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .setChunked(true);
          answer.pipeTo(response).onFailure(_ -> response.reset());
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

  private static String runPath(RoutingContext context) {
    String run = PathParameter.of(context, "run");
    if (run.equals(".") || run.equals("..")) {
      throw new ProblemException(Problem.of(404, "There is no such run: run=%s".formatted(run)));
    }
    return "/runs/" + URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String query(RoutingContext context, Object... namesAndPatterns) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    List<Object> rest = List.of(namesAndPatterns);
    for (int i = 0; i < rest.size(); i += 2) {
      String name = (String) rest.get(i);
      String value = context.request().getParam(name);
      if (value != null) {
        Pattern pattern = (Pattern) rest.get(i + 1);
        if (!pattern.matcher(value).matches()) {
          throw new ProblemException(
              Problem.of(400, "%s must be %s: %s=%s".formatted(name, rule(pattern), name, value)));
        }
        query.add(name + "=" + value);
      }
    }
    return query.toString();
  }

  private static String rule(Pattern pattern) {
    if (pattern == TRUE_OR_FALSE) {
      return "true or false";
    }
    return pattern == NEURON ? "a layer and a unit in it, as in 1.3" : "a number of 0 or more";
  }
}
