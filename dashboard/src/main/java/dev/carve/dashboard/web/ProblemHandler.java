package dev.carve.dashboard.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever ends a request early into a problem document.
final class ProblemHandler implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  private static final Map<Integer, String> DETAILS =
      Map.of(
          400, "The request could not be understood",
          404, "There is nothing at this address",
          405, "This address does not know the method",
          406, "This address cannot answer in the format asked for",
          413, "The body of the request is too large",
          415, "This address does not take bodies of this type",
          501, "The method is not known here");

  /// Answers every failure of the router's routes.
  static void install(Router router) {
    ProblemHandler handler = new ProblemHandler();
    DETAILS.keySet().forEach(status -> router.errorHandler(status, handler));
    router.errorHandler(500, handler);
  }

  @Override
  public void handle(RoutingContext context) {
    problemOf(context).send(context.response());
  }

  private static Problem problemOf(RoutingContext context) {
    if (context.failure() instanceof ProblemException exception) {
      return exception.problem();
    }
    int status = context.statusCode();
    String request = "%s %s".formatted(context.request().method(), context.request().path());
    String detail = DETAILS.get(status);
    if (detail == null) {
      log.error("Request failed: {}", request, context.failure());
      return Problem.of(500, "The dashboard failed to answer; its log says why: " + request);
    }
    return Problem.of(status, "%s: %s".formatted(detail, request));
  }
}
