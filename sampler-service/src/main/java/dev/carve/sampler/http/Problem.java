package dev.carve.sampler.http;

import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.sampler.journal.InvalidRunFileException;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunExistsException;
import dev.carve.sampler.journal.RunInUseException;
import dev.carve.sampler.replay.MinibatchesUnavailableException;
import dev.carve.sampler.replay.NoSuchStepException;
import dev.carve.sampler.replay.StepLostException;
import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.sampler.sampling.UnusableSnapshotException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why a request could not be served, as a problem document (RFC 9457).
///
/// @param status the HTTP status
/// @param detail what happened here
record Problem(int status, String detail) {
  private static final int LONGEST_CLOSE_REASON = 40;
  private static final Logger log = LoggerFactory.getLogger(Problem.class);

  /// The problem behind a failure.
  static Problem of(Throwable failure) {
    return switch (failure) {
      case NoSuchRunException e -> new Problem(404, text(e));
      case NoSuchStepException e -> new Problem(404, text(e));
      case StepLostException e -> new Problem(410, text(e));
      case MinibatchesUnavailableException e -> new Problem(503, text(e));
      case BadRequestException e -> new Problem(400, text(e));
      case InvalidViewException e -> new Problem(400, text(e));
      case InvalidPlaneException e -> new Problem(400, text(e));
      case BusyException e -> new Problem(503, text(e));
      case UnusableSnapshotException e -> new Problem(500, text(e));
      case RunExistsException e -> new Problem(409, text(e));
      case InvalidRunFileException e -> new Problem(400, text(e));
      case TooLargeException e -> new Problem(413, text(e));
      case RunInUseException e -> new Problem(409, text(e));
      case JournalUnavailableException e -> {
        log.warn("A run could not be read", e);
        yield new Problem(503, text(e));
      }
      default -> {
        log.error("A request failed", failure);
        yield new Problem(500, "the sampler failed: " + failure);
      }
    };
  }

  private static String text(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }

  /// Answers a request with the problem that its context failed with.
  static void answer(RoutingContext context) {
    int status = context.statusCode();
    Throwable failure = context.failure();
    Problem problem =
        failure == null
            ? new Problem(
                status, "%s %s".formatted(context.request().method(), context.request().path()))
            : of(failure);
    problem.send(context.response());
  }

  /// Answers with this problem, unless an answer is under way already.
  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response.headers().remove("content-disposition");
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .end(toJson().toBuffer());
  }

  /// The detail, as short as a WebSocket's closing frame wants it.
  String closeReason() {
    return detail.length() <= LONGEST_CLOSE_REASON
        ? detail
        : detail.substring(0, LONGEST_CLOSE_REASON);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
        .put("status", status)
        .put("detail", detail);
  }
}
