package dev.carve.sampler.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SurfaceHandlerTest {
  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private FrameArchive archive = new FrameArchive(library, 64, Clock.systemUTC());
  private String base = "";

  @BeforeEach
  void startServer() {
    append(Snapshots.of("spirals", "spirals-1", 2));
    append(Snapshots.of("spirals", "spirals-2", 2));
    append(Snapshots.of("many", "many-1", 9));
    library = new RunLibrary(directory, Clock.systemUTC());
    archive = new FrameArchive(library, 64, Clock.systemUTC());
    base =
        "http://"
            + StartedServer.start(
                vertx, library, archive, MinibatchSource.none(), new SimpleMeterRegistry());
  }

  private void append(Snapshots snapshots) {
    ParameterSnapshot first = snapshots.at(0);
    try (RunJournal journal = RunJournal.open(directory, first, Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : snapshots.range(0, 100, 10)) {
        journal.append(snapshot, Snapshots.plane(snapshot));
      }
    }
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
  void shouldTakeANeuronApart() {
    JsonObject focus = json("/runs/spirals-1/focus/57?neuron=2.3&grid=65&height=0,-0.5");

    assertThat(focus.getLong("step")).isEqualTo(50);
    assertThat(focus.getString("neuron")).isEqualTo("2.3");
    assertThat(focus.getJsonArray("feeders")).hasSize(8);
    assertThat(focus.getJsonArray("feeders").getJsonObject(7).getString("neuron")).isEqualTo("1.7");
    assertThat(focus.getJsonObject("activation").getDouble("roughness")).isPositive();
    assertThat(focus.getJsonArray("sections")).hasSize(2);
    JsonObject section = focus.getJsonArray("sections").getJsonObject(1);
    assertThat(section.getDouble("height")).isEqualTo(-0.5);
    assertThat(section.getDouble("shareAbove")).isBetween(0.0, 1.0);
    assertThat(section.getJsonArray("classes").getJsonObject(0).getString("class"))
        .isEqualTo("orange");
  }

  @Test
  void shouldGiveASurfaceAsCommaSeparatedValues() {
    HttpResponse<String> answer =
        http.sendAsync(
                request("/runs/spirals-1/surfaces/50.csv?neuron=3.1&grid=16"),
                HttpResponse.BodyHandlers.ofString())
            .join();
    ByteBuffer surfaces = bytes("/runs/spirals-1/focus/50/surfaces?neuron=3.1&grid=16");

    assertThat(answer.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename*=UTF-8''spirals-1-50-3.1.csv");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines).hasSize(1 + 16 * 16).startsWith("u,v,height");
    int activation = 40 + 12 * surfaces.getInt(20) + 4 * 16 * 16;
    for (int point = 0; point < 16 * 16; point++) {
      String[] cells = lines.get(1 + point).split(",", -1);
      assertThat(Float.parseFloat(cells[2])).isEqualTo(surfaces.getFloat(activation + 4 * point));
    }
    assertThat(lines.get(1)).startsWith(surfaces.getFloat(24) + "," + surfaces.getFloat(32) + ",");
    assertThat(lines.getLast())
        .startsWith(surfaces.getFloat(28) + "," + surfaces.getFloat(36) + ",");
  }

  @Test
  void shouldListThePlanesThatOneCanChoose() {
    JsonObject two = json("/runs/spirals-1/planes");
    JsonObject nine = json("/runs/many-1/planes");

    assertThat(two.getBoolean("complete")).isTrue();
    assertThat(two.getJsonArray("planes"))
        .extracting(plane -> ((JsonObject) plane).getString("id"))
        .containsExactly("", "components", "inputs:x,y");
    JsonArray planes = nine.getJsonArray("planes");
    assertThat(planes).hasSize(2 + 36);
    for (int i = 0; i < planes.size(); i++) {
      String id = URLEncoder.encode(planes.getJsonObject(i).getString("id"), UTF_8);
      assertThat(bytes("/runs/many-1/frames/50?grid=16&plane=" + id).remaining()).isPositive();
    }
  }

  @Test
  void shouldShowAFirstLayerNeuronsLineAndWeights() {
    JsonObject focus = json("/runs/spirals-1/focus/100?neuron=1.0");
    JsonObject square = json("/runs/many-1/focus/100?neuron=1.0&plane=components");

    assertThat(focus.getJsonObject("grid").getInteger("columns")).isEqualTo(129);
    assertThat(focus.getJsonObject("hyperplane").getJsonArray("line").size()).isIn(0, 4);
    assertThat(focus.getJsonObject("weights").getJsonArray("values")).hasSize(2);
    assertThat(square.getJsonObject("weights").getJsonArray("shape"))
        .isEqualTo(new JsonArray().add(3).add(3));
    assertThat(square.getJsonObject("plane").getString("name")).contains("principal");
  }

  @Test
  void shouldSendSurfacesAtFullPrecision() {
    ByteBuffer bytes = bytes("/runs/spirals-1/focus/50/surfaces?neuron=3.1&grid=16");

    assertThat(bytes.getInt(0)).isEqualTo(SurfacesLayout.MAGIC);
    assertThat(bytes.getDouble(8)).isEqualTo(50);
    assertThat(bytes.getShort(16)).isEqualTo((short) 16);
    int surfaces = bytes.getInt(20);
    assertThat(surfaces).isEqualTo(2 + 3 * 8);
    int heights = SurfacesLayout.HEADER_BYTES + surfaces * SurfacesLayout.SURFACE_BYTES;
    assertThat(bytes.capacity()).isEqualTo(heights + surfaces * 256 * 4);
    int last = SurfacesLayout.HEADER_BYTES + (surfaces - 1) * SurfacesLayout.SURFACE_BYTES;
    assertThat(bytes.getShort(last)).isEqualTo((short) SurfacesLayout.RUNNING_SUM);
    assertThat(bytes.getShort(last + 2)).isEqualTo((short) 2);
    assertThat(bytes.getInt(last + 4)).isEqualTo(7);
    for (int i = 0; i < 256; i++) {
      float z = bytes.getFloat(heights + 4 * i);
      float sum = bytes.getFloat(heights + 4 * ((surfaces - 1) * 256 + i));
      assertThat(sum).isEqualTo(z);
    }
  }

  @Test
  void shouldCompareTwoStepsAndTwoRuns() {
    JsonObject steps = json("/runs/spirals-1/compare?a=10&b=90&grid=32");
    JsonObject runs = json("/runs/spirals-1/compare?a=50&b=50&run2=spirals-2");
    ByteBuffer rises = bytes("/runs/spirals-1/compare/surfaces?a=10&b=90&grid=32");

    assertThat(steps.getJsonObject("a").getInteger("step")).isEqualTo(10);
    assertThat(steps.getJsonObject("b").getInteger("step")).isEqualTo(90);
    assertThat(steps.getJsonArray("neurons")).hasSize(18);
    JsonObject carving = steps.getJsonArray("neurons").getJsonObject(4).getJsonObject("carving");
    assertThat(carving.getDouble("volumeRisen") + carving.getDouble("volumeFallen")).isPositive();
    assertThat(runs.getJsonObject("b").getString("run")).isEqualTo("spirals-2");
    int heights = SurfacesLayout.HEADER_BYTES + 18 * SurfacesLayout.SURFACE_BYTES;
    float highest = 0;
    for (int i = 0; i < 32 * 32; i++) {
      highest = Math.max(highest, rises.getFloat(heights + 4 * (4 * 32 * 32 + i)));
    }
    assertThat((double) highest)
        .isEqualTo(carving.getJsonObject("largestRise").getDouble("height"));
  }

  @Test
  void shouldShowFramesAsAskedFor() {
    SurfaceFrame frame = frame("/runs/many-1/frames/50?plane=examples:0,1,2&grid=40");
    SurfaceFrame own = frame("/runs/many-1/frames/50");

    assertThat(frame.columns()).isEqualTo(40);
    assertThat(frame.plane().name()).isEqualTo("examples 0, 1, 2");
    assertThat(own.columns()).isEqualTo(64);
  }

  @Test
  void shouldTellHowTheFiguresWent() {
    JsonArray points = json("/runs/spirals-1/figures?points=50").getJsonArray("points");

    assertThat(points).hasSize(11);
    JsonObject last = points.getJsonObject(10);
    assertThat(last.getInteger("step")).isEqualTo(100);
    assertThat(last.getJsonArray("layers")).hasSize(3);
    SurfaceFrame frame = frame("/runs/spirals-1/frames/100");
    assertThat(last.getJsonArray("layers").getJsonObject(1).getDouble("roughness"))
        .isEqualTo(frame.figures().layers().get(1).meanRoughness());
    assertThat(last.getJsonArray("classes").getJsonObject(0).getDouble("separation"))
        .isEqualTo(frame.figures().classes().separation(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/runs/nothing/focus/5?neuron=1.0|404|run must be in the journal: run=nothing",
        "/runs/spirals-1/focus/5|400|the query must have neuron",
        "/runs/spirals-1/focus/5?neuron=one|400|a neuron must be LAYER.INDEX, such as 1.3: neuron=one",
        "/runs/spirals-1/focus/5?neuron=1.0&height=high|400|height must be finite numbers separated by commas: height=high",
        "/runs/spirals-1/focus/5?neuron=1.0&grid=7|400|a grid must have 8 to 512 points a side: grid=7",
        "/runs/spirals-1/focus/-5?neuron=1.0|400|step must be a number of 0 or more: step=-5",
        "/runs/spirals-1/frames/5?plane=inputs:x,w|400|the model must have the input: input=w, known=x, y",
        "/runs/spirals-1/frames/5?grid=4096|400|a grid must have 8 to 512 points a side: grid=4096",
        "/runs/spirals-1/compare?a=1|400|the query must have b",
        "/runs/spirals-1/compare?a=1&b=2&run2=many-1|400|networks that are compared must have the same shape: a=[2, 8, 8, 2], b=[9, 8, 8, 2]"
      })
  void shouldExplainWhatIsWrong(String path, int status, String detail) {
    HttpResponse<String> response =
        http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString()).join();

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo(detail);
  }

  private JsonObject json(String path) {
    HttpResponse<String> response =
        http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString()).join();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  private ByteBuffer bytes(String path) {
    HttpResponse<byte[]> response =
        http.sendAsync(request(path), HttpResponse.BodyHandlers.ofByteArray()).join();
    assertThat(response.statusCode()).isEqualTo(200);
    return ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private SurfaceFrame frame(String path) {
    return Topics.FRAMES.codec().decode(bytes(path).array());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).build();
  }
}
