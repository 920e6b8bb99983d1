package dev.carve.sampler.http;

import dev.carve.sampler.journal.RunExport;
import dev.carve.sampler.journal.RunImport;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunUpload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Gives runs away as files, and takes them in.
///
/// Files pass through portion by portion. Worker threads of its own write and read them, so that
/// slow clients keep nobody else waiting; there are as many transfers at once as threads.
final class RunFileHandler {
  /// How large a file may be that is taken in.
  static final long LARGEST_BYTES = 16L << 30;

  private static final int TRANSFERS = 4;
  private static final int CREATED = 201;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final RunLibrary library;
  private final long largestBytes;
  private final WorkerExecutor workers;
  private int transfers;

  /// @param largestBytes how large a file may be that is taken in
  RunFileHandler(Vertx vertx, RunLibrary library, long largestBytes) {
    this.vertx = vertx;
    this.library = library;
    this.largestBytes = largestBytes;
    this.workers = vertx.createSharedWorkerExecutor("carve-files", TRANSFERS, 1, TimeUnit.HOURS);
  }

  /// Adds its addresses.
  void install(Router router) {
    router.get("/runs/:run/file").handler(this::send);
    router.post("/runs/file").handler(this::receive);
  }

  private void send(RoutingContext context) {
    String run = RunHandler.run(context);
    begin();
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("content-type", "application/octet-stream")
        .putHeader("cache-control", "no-store");
    attach(context, run + ".carve");
    ResponseStream stream = new ResponseStream(vertx.getOrCreateContext(), response, PATIENCE);
    workers
        .executeBlocking(
            () -> {
              RunExport.export(library.journal(), run, stream);
              stream.flush();
              return run;
            },
            false)
        .onComplete(_ -> transfers--)
        .onSuccess(_ -> response.end())
        .onFailure(failure -> {
          if (!response.closed()) {
            context.fail(failure);
          }
        });
  }

  /// Says under which name a browser is to keep the answer.
  static void attach(RoutingContext context, String fileName) {
    String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    context.response().putHeader("content-disposition", "attachment; filename*=UTF-8''" + encoded);
  }

  private void receive(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> as = Query.text(request, "as");
    requireFitting(Query.header(request, "content-length").orElse(0L));
    begin();
    request.pause();
    workers
        .executeBlocking(() -> RunUpload.begin(library.journal()), false)
        .compose(upload ->
            vertx
                .fileSystem()
                .open(upload.file().toString(), new OpenOptions().setCreateNew(true))
                .compose(file -> copy(request, file))
                .compose(_ -> workers.executeBlocking(() -> upload.finish(as), false))
                .eventually(() -> workers.executeBlocking(() -> closed(upload), false)))
        .onComplete(_ -> transfers--)
        .onSuccess(imported -> answer(context, imported))
        .onFailure(failure -> {
          if (request.version() == HttpVersion.HTTP_1_1) {
            context.response().putHeader("connection", "close");
          }
          context.fail(failure);
        });
  }

  private static boolean closed(RunUpload upload) {
    upload.close();
    return true;
  }

  private void begin() {
    if (transfers >= TRANSFERS) {
      throw new BusyException("no more than %d files of runs at once".formatted(TRANSFERS));
    }
    transfers++;
  }

  private void requireFitting(long bytes) {
    if (bytes > largestBytes) {
      throw new TooLargeException(
          "a run's file must have at most %d bytes: bytes=%d".formatted(largestBytes, bytes));
    }
  }

  /// Copies a request's body into a file, which is closed at the end.
  private Future<Void> copy(HttpServerRequest request, AsyncFile file) {
    Promise<Void> copied = Promise.promise();
    long[] bytes = {0};
    request.exceptionHandler(copied::tryFail);
    file.exceptionHandler(copied::tryFail);
    request.endHandler(_ -> copied.tryComplete());
    request.handler(portion -> {
      if (copied.future().isComplete()) {
        return;
      }
      bytes[0] += portion.length();
      if (bytes[0] > largestBytes) {
        request.pause();
        copied.tryFail(
            new TooLargeException(
                "a run's file must have at most %d bytes".formatted(largestBytes)));
        return;
      }
      file.write(portion).onFailure(copied::tryFail);
      if (file.writeQueueFull()) {
        request.pause();
        file.drainHandler(_ -> request.resume());
      }
    });
    request.resume();
    return copied.future().eventually(file::close);
  }

  private static void answer(RoutingContext context, RunImport.Imported imported) {
    context
        .response()
        .setStatusCode(CREATED)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(
            new JsonObject()
                .put("run", imported.run())
                .put("snapshots", imported.entries())
                .put("lost", imported.lost())
                .put("notes", imported.notes())
                .toBuffer());
  }
}
