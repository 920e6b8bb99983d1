package dev.carve.dashboard.web;

import dev.carve.dashboard.film.FilmRequest;
import dev.carve.dashboard.film.FilmStudio;
import dev.carve.dashboard.film.UnfitFilmException;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// Draws films of runs for viewers, one at a time: drawing takes a processor for itself.
///
/// The answer begins when the film is whole; until then interim answers (RFC 9110, 15.2) keep the
/// connection from being taken for a dead one. Who leaves before that stops the drawing.
final class FilmHandler {
  private static final double SHORTEST_SECONDS = 1;
  private static final double LONGEST_SECONDS = 60;
  private static final double USUAL_SECONDS = 12;
  private static final long LONGEST_DRAWING_MINUTES = 30;
  private static final long INTERIM_MS = 20_000;
  private static final QueryParameter FORMAT = QueryParameter.text("format");
  private static final QueryParameter FROM = QueryParameter.wholeNumber("from");
  private static final QueryParameter TO = QueryParameter.wholeNumber("to");
  private static final QueryParameter SECONDS = QueryParameter.number("seconds");
  private static final QueryParameter NEURON = QueryParameter.text("neuron");
  private static final QueryParameter THEME =
      new QueryParameter("theme", Pattern.compile("light|dark"), "light or dark");

  private final FilmStudio studio;
  private final WorkerExecutor worker;
  private final AtomicBoolean drawing = new AtomicBoolean();

  FilmHandler(Vertx vertx, FilmStudio studio) {
    this.studio = studio;
    this.worker =
        vertx.createSharedWorkerExecutor("films", 1, LONGEST_DRAWING_MINUTES, TimeUnit.MINUTES);
  }

  /// Draws what is asked for and gives it away.
  void film(RoutingContext context) {
    FilmRequest request = request(context);
    if (!drawing.compareAndSet(false, true)) {
      throw new ProblemException(
          Problem.of(
              503,
              "film-under-way",
              "Another film is being drawn",
              "films are drawn one at a time, and one is under way; try again in a minute"));
    }
    AtomicBoolean left = new AtomicBoolean();
    Vertx vertx = context.vertx();
    HttpServerResponse response = context.response();
    long interim = vertx.setPeriodic(INTERIM_MS, _ -> response.writeContinue());
    response.closeHandler(_ -> {
      vertx.cancelTimer(interim);
      left.set(true);
    });
    worker
        .executeBlocking(() -> studio.draw(request, left::get), false)
        .onComplete(_ -> {
          vertx.cancelTimer(interim);
          drawing.set(false);
        })
        .onSuccess(film -> give(context, request, film, left.get()))
        .onFailure(failure -> context.fail(problem(failure)));
  }

  private FilmRequest request(RoutingContext context) {
    String format = FORMAT.of(context).orElse("");
    if (!studio.formats().contains(format)) {
      throw JsonBody.bad(
          studio.formats().isEmpty()
              ? "this dashboard draws no films, `carve replay RUN --render FILE` does: format="
                  + format
              : "format must be one of %s: format=%s".formatted(studio.formats(), format));
    }
    long from = FROM.of(context).map(Long::parseLong).orElse(0L);
    long to = TO.of(context).map(Long::parseLong).orElse(Long.MAX_VALUE);
    if (to < from) {
      throw JsonBody.bad(
          "a film must not end before it begins: from=%d, to=%d".formatted(from, to));
    }
    double seconds = SECONDS.of(context).map(Double::parseDouble).orElse(USUAL_SECONDS);
    if (!(seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS)) {
      throw JsonBody.bad(
          "seconds must be from %.0f to %.0f: seconds=%s"
              .formatted(SHORTEST_SECONDS, LONGEST_SECONDS, seconds));
    }
    return new FilmRequest(
        PathParameter.of(context, "run"),
        format,
        from,
        to,
        seconds,
        NEURON.of(context),
        THEME.of(context).orElse("").equals("dark"));
  }

  private static Throwable problem(Throwable failure) {
    return failure instanceof UnfitFilmException unfit
        ? JsonBody.bad(String.valueOf(unfit.getMessage()))
        : failure;
  }

  private static void give(
      RoutingContext context, FilmRequest request, Optional<Path> film, boolean left) {
    if (film.isEmpty()) {
      if (!left) {
        context.fail(
            new ProblemException(
                Problem.of(404, "there is no such run: run=%s".formatted(request.run()))));
      }
      return;
    }
    Path file = film.get();
    HttpServerResponse response = context.response();
    if (left) {
      delete(context, file);
      return;
    }
    response
        .putHeader(
            HttpHeaders.CONTENT_TYPE,
            request.format().equals("gif") ? "image/gif" : "video/" + request.format())
        .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            "content-disposition",
            "attachment; filename=\"%s.%s\""
                .formatted(request.run().replaceAll("[^A-Za-z0-9._-]", "_"), request.format()));
    response
        .sendFile(file.toString())
        .onFailure(context::fail)
        .onComplete(_ -> delete(context, file));
  }

  private static void delete(RoutingContext context, Path file) {
    context.vertx().fileSystem().delete(file.toString());
  }
}
