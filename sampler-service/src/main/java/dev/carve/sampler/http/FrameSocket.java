package dev.carve.sampler.http;

import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.replay.ReplayRange;
import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.replay.ReplayedFrame;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay over a WebSocket.
///
/// Frames are evaluated by a worker, one portion at a time, and only when the socket takes more.
/// Owned by the event loop of the socket; the session is used by one worker at a time and closed
/// when none uses it.
final class FrameSocket {
  private static final int PORTION_BYTES = 512 * 1024;
  private static final int WRITE_QUEUE_BYTES = 1 << 20;
  private static final short NORMAL_CLOSURE = 1000;
  private static final short INTERNAL_ERROR = 1011;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(FrameSocket.class);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final ServerWebSocket socket;
  private final ReplaySession session;
  private final ReplayRange range;
  private final SamplerMetrics metrics;
  private final Deque<ReplayedFrame> ready = new ArrayDeque<>();
  private long startedNs;
  private long timer = -1;
  private boolean started;
  private boolean evaluating;
  private boolean ended;
  private boolean closed;

  FrameSocket(
      Vertx vertx,
      WorkerExecutor workers,
      ServerWebSocket socket,
      ReplaySession session,
      ReplayRange range,
      SamplerMetrics metrics) {
    this.vertx = vertx;
    this.workers = workers;
    this.socket = socket;
    this.session = session;
    this.range = range;
    this.metrics = metrics;
  }

  /// Lets the frames flow.
  ///
  /// @param over called when the viewer has gone
  void start(Runnable over) {
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    socket.drainHandler(_ -> flow());
    socket.exceptionHandler(failure -> log.debug("A replay's socket failed", failure));
    socket.closeHandler(_ -> {
      over.run();
      close();
    });
    flow();
  }

  private void flow() {
    while (!closed && timer < 0 && !ready.isEmpty() && !socket.writeQueueFull()) {
      ReplayedFrame next = ready.getFirst();
      long pauseMs = (next.dueNs() - elapsedNs()) / NANOS_PER_MILLI;
      if (started && pauseMs > 0) {
        timer = vertx.setTimer(pauseMs, _ -> resume());
        return;
      }
      write(ready.removeFirst());
    }
    if (!closed && ready.isEmpty()) {
      evaluateMore();
    }
  }

  private void resume() {
    timer = -1;
    flow();
  }

  private void write(ReplayedFrame frame) {
    if (!started) {
      started = true;
      startedNs = System.nanoTime() - frame.dueNs();
    }
    socket.writeBinaryMessage(Buffer.buffer(frame.bytes()));
    metrics.replayed();
  }

  private long elapsedNs() {
    return started ? System.nanoTime() - startedNs : 0;
  }

  private void evaluateMore() {
    if (evaluating) {
      return;
    }
    if (ended) {
      socket.close(NORMAL_CLOSURE, "end of range");
      return;
    }
    evaluating = true;
    long elapsedNs = elapsedNs();
    workers
        .executeBlocking(() -> evaluate(elapsedNs), false)
        .onComplete(
            frames -> {
              evaluating = false;
              if (closed) {
                session.close();
                return;
              }
              ended = frames.isEmpty();
              ready.addAll(frames);
              flow();
            },
            this::fail);
  }

  private List<ReplayedFrame> evaluate(long elapsedNs) {
    return range.isPaced()
        ? session.next(elapsedNs).stream().toList()
        : session.nextBatch(PORTION_BYTES);
  }

  private void fail(Throwable failure) {
    evaluating = false;
    if (closed) {
      session.close();
      return;
    }
    socket.close(INTERNAL_ERROR, Problem.of(failure).closeReason());
  }

  private void close() {
    closed = true;
    ready.clear();
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    if (!evaluating) {
      session.close();
    }
  }
}
