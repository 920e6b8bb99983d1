package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.film.FilmRequest;
import dev.carve.dashboard.film.FilmStudio;
import dev.carve.dashboard.film.UnfitFilmException;
import dev.carve.dashboard.stream.DemoStreams;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmHandlerTest {
  @TempDir private Path directory;
  private final BlockingQueue<FilmRequest> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> stopped = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private TestServer server;

  /// Draws a few bytes. Run `slow` takes until the viewer has gone, `held` until it is let go.
  private final class Studio implements FilmStudio {
    @Override
    public List<String> formats() {
      return List.of("gif", "mp4");
    }

    @Override
    public Optional<Path> draw(FilmRequest request, BooleanSupplier stop) {
      requests.add(request);
      try {
        switch (request.run()) {
          case "slow" -> {
            while (!stop.getAsBoolean()) {
              Thread.onSpinWait();
            }
            stopped.add(true);
          }
          case "held" -> assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
          case "unfit" ->
              throw new UnfitFilmException(
                  "the network must have the neuron: neuron=9.9", new RuntimeException());
          case "nowhere" -> {
            return Optional.empty();
          }
          case "lost" -> {
            return Optional.of(directory.resolve("lost.gif"));
          }
          default -> {}
        }
        Path film = Files.createTempFile(directory, "film", ".gif");
        return Optional.of(Files.writeString(film, "GIF89a of " + request.run()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> films = Files.list(directory)) {
      return films.findAny().isEmpty();
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer(
            DashboardConfig.defaults(), new Companions(DemoStreams.none(), new Studio()));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldGiveAFilmAwayAndKeepNothing() throws Exception {
    TestServer.Answer answer =
        server.get(
            "/api/runs/moons-1/film?format=gif&from=10&to=90&seconds=2.5&neuron=2.3&theme=dark");

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body()).hasToString("GIF89a of moons-1");
    assertThat(answer.header("content-type")).isEqualTo("image/gif");
    assertThat(answer.header("content-disposition"))
        .isEqualTo("attachment; filename=\"moons-1.gif\"");
    assertThat(requests)
        .containsExactly(new FilmRequest("moons-1", "gif", 10, 90, 2.5, Optional.of("2.3"), true));
    TestServer.eventually(this::isEmpty);
    assertThat(server.get("/api/session").body().toJsonObject().getJsonArray("films"))
        .containsExactly("gif", "mp4");
  }

  @Test
  void shouldShowAllOfTheNetworkUnlessAskedOtherwise() throws Exception {
    assertThat(server.get("/api/runs/moons-1/film?format=mp4").header("content-type"))
        .isEqualTo("video/mp4");

    assertThat(requests)
        .containsExactly(
            new FilmRequest("moons-1", "mp4", 0, Long.MAX_VALUE, 12, Optional.empty(), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moons-1/film                             | 400 | format must be one of [gif, mp4]: format=
          moons-1/film?format=avi                  | 400 | format=avi
          moons-1/film?format=gif&from=9&to=3      | 400 | from=9, to=3
          moons-1/film?format=gif&from=-1          | 400 | from must be a number of 0 or more: from=-1
          moons-1/film?format=gif&seconds=3600     | 400 | seconds must be from 1 to 60: seconds=3600
          moons-1/film?format=gif&seconds=0        | 400 | seconds=0
          moons-1/film?format=gif&theme=blue       | 400 | theme must be light or dark: theme=blue
          unfit/film?format=gif&neuron=9.9         | 400 | the network must have the neuron: neuron=9.9
          nowhere/film?format=gif                  | 404 | there is no such run: run=nowhere
          """)
  void shouldSayWhatIsWrong(String path, int status, String detail) throws Exception {
    TestServer.Answer answer = server.get("/api/runs/" + path);

    JsonObject problem = answer.body().toJsonObject();
    assertThat(answer.status()).as(problem.encode()).isEqualTo(status);
    assertThat(problem.getString("detail")).contains(detail);
  }

  @Test
  void shouldDrawOneFilmAtATime() throws Exception {
    Future<Integer> first =
        server
            .open(HttpMethod.GET, "/api/runs/held/film?format=gif")
            .compose(HttpClientRequest::send)
            .map(HttpClientResponse::statusCode);
    assertThat(requests.poll(10, TimeUnit.SECONDS)).isNotNull();

    TestServer.Answer refused = server.get("/api/runs/moons-1/film?format=gif");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().toJsonObject().getString("type"))
        .isEqualTo("urn:carve:problem:film-under-way");
    goOn.countDown();
    assertThat(TestServer.await(first)).isEqualTo(200);
    assertThat(server.get("/api/runs/moons-1/film?format=gif").status()).isEqualTo(200);
  }

  @Test
  void shouldStopDrawingForWhoHasLeft() throws Exception {
    HttpClientRequest leaving =
        TestServer.await(server.open(HttpMethod.GET, "/api/runs/slow/film?format=gif"));
    Future<HttpClientResponse> _ = leaving.send();
    assertThat(requests.poll(10, TimeUnit.SECONDS)).isNotNull();

    TestServer.await(leaving.connection().close());

    assertThat(stopped.poll(10, TimeUnit.SECONDS)).isNotNull();
    TestServer.eventually(() -> server.get("/api/runs/moons-1/film?format=gif").status() == 200);
    TestServer.eventually(this::isEmpty);
  }

  @Test
  void shouldNotLetAViewerWaitForAFilmThatIsLost() throws Exception {
    assertThat(server.get("/api/runs/lost/film?format=gif").status()).isEqualTo(500);
    assertThat(server.get("/api/runs/moons-1/film?format=gif").status()).isEqualTo(200);
  }

  @Test
  void shouldDrawNothingWhereNobodyDraws() throws Exception {
    TestServer without = new TestServer();
    try {
      TestServer.Answer answer = without.get("/api/runs/moons-1/film?format=gif");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().toJsonObject().getString("detail")).contains("carve replay RUN");
      assertThat(without.get("/api/session").body().toJsonObject().getJsonArray("films")).isEmpty();
    } finally {
      without.close();
    }
  }
}
