package dev.carve.sampler.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a worker thread writes into a response, no faster than it is taken: a portion waits until
/// the one before it is in the socket.
///
/// Owned by the worker thread.
final class ResponseStream extends OutputStream {
  private final Context eventLoop;
  private final HttpServerResponse response;
  private final Duration patience;
  private Future<Void> before = Future.succeededFuture();

  /// A stream into a response that has not begun.
  ///
  /// @param eventLoop of the response
  /// @param patience how long a client may take nothing
  ResponseStream(Context eventLoop, HttpServerResponse response, Duration patience) {
    this.eventLoop = eventLoop;
    this.response = response;
    this.patience = patience;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    flush();
    Buffer portion = Buffer.buffer(length).appendBytes(bytes, from, length);
    Promise<Void> taken = Promise.promise();
    eventLoop.runOnContext(_ -> response.write(portion).onComplete(taken));
    before = taken.future();
  }

  /// Waits until all that was written is in the socket.
  @Override
  public void flush() throws IOException {
    try {
      before
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the client is gone", e);
    } catch (TimeoutException e) {
      throw new IOException("the client must take what is sent within " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the client took nothing", e);
    }
  }
}
