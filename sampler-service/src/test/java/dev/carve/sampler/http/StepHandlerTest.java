package dev.carve.sampler.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.KeptMinibatches;
import dev.carve.sampler.replay.TrainedRun;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StepHandlerTest {
  @TempDir private Path directory;
  private final KeptMinibatches minibatches = new KeptMinibatches();
  private final TrainedRun run =
      new TrainedRun("{type: adam, learning-rate: 0.01}", "", minibatches);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private FrameArchive archive = new FrameArchive(library, 32, Clock.systemUTC());
  private String base = "";

  @BeforeEach
  void startServer() {
    run.train(200);
    run.publishLastStep();
    run.journal(directory, _ -> true);
    library = new RunLibrary(directory, Clock.systemUTC());
    archive = new FrameArchive(library, 32, Clock.systemUTC());
    base =
        "http://%s/runs/%s"
            .formatted(
                StartedServer.start(
                    vertx, library, archive, minibatches, new SimpleMeterRegistry()),
                TrainedRun.RUN);
  }

  @AfterEach
  void stop() {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    archive.close();
    library.close();
  }

  @Test
  void shouldGiveTheParametersOfAStepThatReadBackToTheBit() throws Exception {
    JsonObject step = json("/steps/100");

    assertThat(step.getLong("step")).isEqualTo(100);
    assertThat(step.getBoolean("published")).isFalse();
    assertThat(step.getLong("rebuiltFrom")).isLessThan(100);
    ParameterSnapshot exact = run.exactAt(100);
    assertThat(step.getLong("inputOffset")).isEqualTo(exact.inputOffset());
    DenseLayer first = ModelSpec.parse(exact.spec()).network().layers().getFirst();
    JsonArray weights =
        step.getJsonArray("layers").getJsonObject(0).getJsonArray("weights").getJsonArray(3);
    for (int k = 0; k < first.inputs(); k++) {
      assertThat(Float.parseFloat(weights.getValue(k).toString()))
          .isEqualTo(exact.parameters().get(first.weightsOffset() + 3 * first.inputs() + k));
    }
    assertThat(json("/steps/81").getBoolean("published")).isTrue();
  }

  @Test
  void shouldGiveTheExamplesThatAStepWasTakenOn() throws Exception {
    JsonObject minibatch = json("/steps/100/minibatch");

    assertThat(minibatch.getLong("step")).isEqualTo(100);
    assertThat(minibatch.getLong("offset")).isEqualTo(run.exactAt(100).inputOffset() - 1);
    Minibatch taken = run.minibatchAt(minibatch.getLong("offset"));
    JsonArray examples = minibatch.getJsonArray("examples");
    assertThat(examples).hasSize(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      JsonObject example = examples.getJsonObject(i);
      assertThat(example.getInteger("label")).isEqualTo(taken.labels().get(i));
      assertThat(example.getJsonArray("features").getFloat(1))
          .isEqualTo(taken.features().get(2 * i + 1));
    }
    assertThat(problem("/steps/0/minibatch", 400)).isEqualTo("step must be positive: step=0");
    assertThat(problem("/steps/201/minibatch", 404)).contains("step 201");
  }

  @Test
  void shouldGiveNothingButTheParameters() throws Exception {
    JsonObject parameters = json("/parameters/100");

    assertThat(parameters.fieldNames()).containsExactly("layers");
    assertThat(parameters.getJsonArray("layers"))
        .isEqualTo(json("/steps/100").getJsonArray("layers"));
    assertThat(problem("/parameters/999", 404)).contains("step 999");
  }

  @Test
  void shouldGiveASnapshotToGoOnFrom() throws Exception {
    ParameterSnapshot snapshot =
        Topics.SNAPSHOTS.codec().decode(get("/steps/100", "application/x-protobuf").body());

    assertThat(snapshot.parameters()).isEqualTo(run.exactAt(100).parameters());
    assertThat(snapshot.continuation()).isEqualTo(run.exactAt(100).continuation());
  }

  @Test
  void shouldGiveTheFrameOfThisVeryStepWhereItIsAskedFor() throws Exception {
    assertThat(frame("/frames/100").step()).isEqualTo(81);
    SurfaceFrame exact = frame("/frames/100?exact=true");

    assertThat(exact.step()).isEqualTo(100);
    assertThat(exact.layers().getFirst().biases().array())
        .isEqualTo(java.util.Arrays.copyOfRange(run.exactAt(100).parameters().array(), 10, 15));
    assertThat(get("/frames/81?exact=true", "*/*").body())
        .isEqualTo(get("/frames/81", "*/*").body());
    assertThat(frame("/frames/100?exact=true&grid=9").columns()).isEqualTo(9);
  }

  @Test
  void shouldRankWhatCarvedASurface() throws Exception {
    JsonObject ranking = json("/carvers?neuron=1.1&from=90&to=110&top=5");

    assertThat(ranking.getJsonArray("carvers")).hasSize(5);
    assertThat(ranking.getString("neuron")).isEqualTo("1.1");
    JsonObject first = ranking.getJsonArray("carvers").getJsonObject(0);
    assertThat(first.getLong("step")).isBetween(91L, 110L);
    assertThat(first.getInteger("examples")).isEqualTo(4);
    assertThat(first.getDouble("moved")).isPositive();
  }

  @Test
  void shouldExplainWhatCannotBeShown() throws Exception {
    assertThat(problem("/steps/999", 404)).contains("step 999").contains("last step=200");
    assertThat(problem("/steps/x", 400)).contains("step=x");
    assertThat(problem("/carvers?neuron=7&from=1&to=2", 400)).contains("neuron=7");
    assertThat(problem("/carvers?neuron=1.1&from=1", 400)).contains("the query must have to");
    assertThat(problem("/carvers?neuron=1.9&from=1&to=2", 400)).contains("neuron=1.9");
    assertThat(problem("/carvers?neuron=1.1&from=1&to=2&top=0", 400)).contains("top=0");
    minibatches.deleteBefore(run.exactAt(150).inputOffset());
    assertThat(problem("/steps/100", 410)).contains("no longer kept").endsWith("are 81 and 121");
    assertThat(problem("/frames/100?exact=true", 410)).contains("no longer kept");
    assertThat(problem("/carvers?neuron=1.1&from=90&to=110", 410)).contains("no longer kept");
  }

  private String problem(String path, int status) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path, "*/*");
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    return new JsonObject(new String(response.body(), StandardCharsets.UTF_8)).getString("detail");
  }

  private SurfaceFrame frame(String path) throws IOException, InterruptedException {
    return Topics.FRAMES.codec().decode(get(path, "*/*").body());
  }

  private JsonObject json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path, "application/json");
    assertThat(response.statusCode()).isEqualTo(200);
    return new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> get(String path, String accept)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).header("accept", accept).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
