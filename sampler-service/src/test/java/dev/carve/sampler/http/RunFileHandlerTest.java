package dev.carve.sampler.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunExport;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunFileHandlerTest {
  private static final int SNAPSHOTS = 2_000;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private Path journal = Path.of("");
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private FrameArchive archive = new FrameArchive(library, 64, Clock.systemUTC());
  private String base = "";
  private byte[] file = {};

  @BeforeEach
  void startServer() throws IOException {
    journal = directory.resolve("journal");
    Snapshots snapshots = Snapshots.of("spirals", "spirals 1", 2);
    try (RunJournal appender = RunJournal.open(journal, snapshots.at(0), Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : snapshots.range(1, SNAPSHOTS, 1)) {
        appender.append(snapshot, Snapshots.plane(snapshot));
      }
    }
    RunExport.export(journal, "spirals 1", directory.resolve("run.carve"), _ -> {});
    file = Files.readAllBytes(directory.resolve("run.carve"));
    library = new RunLibrary(journal, Clock.systemUTC());
    archive = new FrameArchive(library, 64, Clock.systemUTC());
    base =
        StartedServer.start(
            vertx, library, archive, MinibatchSource.none(), new SimpleMeterRegistry());
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    archive.close();
    library.close();
    OpenResources.assertNone();
  }

  @Test
  void shouldSendTheFileThatAnExportWrites() {
    HttpResponse<byte[]> answer =
        http.sendAsync(
                request("/runs/spirals%201/file").build(), HttpResponse.BodyHandlers.ofByteArray())
            .join();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename*=UTF-8''spirals%201.carve");
    assertThat(answer.body()).isEqualTo(file);
  }

  @Test
  void shouldServeOthersWhileAClientTakesNothing() throws IOException {
    try (Socket slow = connected()) {
      slow.setReceiveBufferSize(4096);
      OutputStream out = slow.getOutputStream();
      out.write(
          "GET /runs/spirals%201/file HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = slow.getInputStream();
      assertThat(in.readNBytes(15))
          .isEqualTo("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII));

      assertThat(get("/runs").statusCode()).as("others are served").isEqualTo(200);
    }
    assertThat(get("/runs/spirals%201").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldMakeARunOfAFile() {
    HttpResponse<String> answer = post("/runs/file?as=copy", BodyPublishers.ofByteArray(file));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("run", "copy")
                .put("snapshots", SNAPSHOTS)
                .put("lost", 0)
                .put("notes", 0));
    assertThat(library.find("copy").map(RunSummary::lastStep)).contains((long) SNAPSHOTS);
    assertThat(library.find("copy").map(RunSummary::snapshots)).contains((long) SNAPSHOTS);
    assertThat(names()).containsExactlyInAnyOrder("spirals+1", "copy");
  }

  @Test
  void shouldNotReplaceARun() {
    assertRefused(file, 409, "the journal must not hold the run yet: run=spirals 1");
  }

  @Test
  void shouldLeaveNothingOfADamagedFile() {
    byte[] damaged = file.clone();
    damaged[file.length / 2] ^= 1;

    assertRefused("?as=copy", damaged, 400, "the checksum of a record must hold: position=");
    assertRefused(
        "?as=copy",
        Arrays.copyOf(file, file.length - 3),
        400,
        "the last record must be whole: position=");
    assertRefused("?as=copy", new byte[0], 400, "it must begin with CARVERUN and a version");
  }

  @Test
  void shouldLeaveNothingOfAnUploadThatBreaksOff() throws IOException {
    try (Socket client = connected()) {
      OutputStream out = client.getOutputStream();
      out.write(
          ("POST /runs/file?as=copy HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                  + file.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(file, 0, file.length / 2);
      out.flush();
    }

    List<String> left = names();
    while (left.size() > 1) {
      assertThat(get("/runs").statusCode()).isEqualTo(200);
      left = names();
    }
    assertThat(left).containsExactly("spirals+1");
  }

  @Test
  void shouldTakeInNoMoreThanTheLimit() {
    Router router = Router.router(vertx);
    new RunFileHandler(vertx, library, file.length - 1).install(router);
    router.route().failureHandler(Problem::answer);
    int port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    base = "127.0.0.1:" + port;

    HttpResponse<String> told = post("/runs/file?as=copy", BodyPublishers.ofByteArray(file));

    assertThat(told.statusCode()).isEqualTo(413);
    assertThat(new JsonObject(told.body()).getString("detail"))
        .isEqualTo(
            "a run's file must have at most %d bytes: bytes=%d"
                .formatted(file.length - 1, file.length));
    HttpResponse<String> streamed =
        post("/runs/file?as=copy", BodyPublishers.ofByteArrays(List.of(file)));
    assertThat(streamed.statusCode()).isEqualTo(413);
    assertThat(names()).containsExactly("spirals+1");
  }

  @Test
  void shouldKnowNoRunThatIsNotThere() {
    HttpResponse<String> answer = get("/runs/nothing/file");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-disposition")).isEmpty();
  }

  private void assertRefused(byte[] body, int status, String detail) {
    assertRefused("", body, status, detail);
  }

  private void assertRefused(String query, byte[] body, int status, String detail) {
    HttpResponse<String> answer = post("/runs/file" + query, BodyPublishers.ofByteArray(body));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("detail")).startsWith(detail);
    assertThat(names()).containsExactly("spirals+1");
  }

  private List<String> names() {
    try (Stream<Path> listed = Files.list(journal)) {
      return listed.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket connected() throws IOException {
    int port = URI.create("http://" + base).getPort();
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private HttpResponse<String> get(String path) {
    return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString()).join();
  }

  private HttpResponse<String> post(String path, BodyPublisher body) {
    return http.sendAsync(request(path).POST(body).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + base + path));
  }
}
