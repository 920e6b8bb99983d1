package dev.carve.sampler.http;

import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.replay.ReplayedFrame;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay over a WebSocket, which its viewer steers by messages ({@link ReplayMessage}).
///
/// Frames are evaluated by a worker, one portion at a time while the last one is sent, and only
/// when the socket takes more. A message takes effect between two portions: frames that wait are
/// dropped, and the replay goes on from the last one that was sent. Owned by the event loop of the
/// socket; the session is used by one worker at a time and closed when none uses it.
final class FrameSocket {
  private static final int PORTION_BYTES = 1 << 20;
  private static final int READY_BYTES = 2 * PORTION_BYTES;
  private static final int WRITE_QUEUE_BYTES = 1 << 20;
  private static final int MOST_WAITING = 64;
  private static final short NORMAL_CLOSURE = 1000;
  private static final short POLICY_VIOLATION = 1008;
  private static final short INTERNAL_ERROR = 1011;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(FrameSocket.class);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final ServerWebSocket socket;
  private final ReplaySession session;
  private final boolean kept;
  private final SamplerMetrics metrics;
  private final Deque<ReplayedFrame> ready = new ArrayDeque<>();
  private final Deque<ReplayMessage> messages = new ArrayDeque<>();
  private ReplayCourse course;
  private long readyBytes;
  private long startedNs;
  private long sentStep = -1;
  private long timer = -1;
  private boolean started;
  private boolean working;
  private boolean paused;
  private boolean ended;
  private boolean closed;

  /// A replay that has not begun.
  ///
  /// @param kept whether the socket stays open at the end of the range
  FrameSocket(
      Vertx vertx,
      WorkerExecutor workers,
      ServerWebSocket socket,
      ReplaySession session,
      boolean kept,
      SamplerMetrics metrics) {
    this.vertx = vertx;
    this.workers = workers;
    this.socket = socket;
    this.session = session;
    this.kept = kept;
    this.metrics = metrics;
    this.course = session.course();
  }

  /// Lets the frames flow.
  ///
  /// @param first what the viewer said when he came, if it is more than the session's course
  /// @param over called when the viewer has gone
  void start(Optional<ReplayMessage> first, Runnable over) {
    first.ifPresent(messages::add);
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    socket.drainHandler(_ -> flow());
    socket.exceptionHandler(failure -> log.debug("A replay's socket failed", failure));
    socket.textMessageHandler(this::hear);
    socket.closeHandler(_ -> {
      over.run();
      close();
    });
    flow();
  }

  private void hear(String text) {
    if (messages.size() >= MOST_WAITING) {
      socket.close(POLICY_VIOLATION, "too many messages at once");
      return;
    }
    try {
      messages.add(ReplayMessage.parse(text));
    } catch (BadRequestException e) {
      refuse(e);
      return;
    }
    ready.clear();
    readyBytes = 0;
    cancelTimer();
    flow();
  }

  private void refuse(BadRequestException reason) {
    socket.close(POLICY_VIOLATION, Problem.of(reason).closeReason());
  }

  private void flow() {
    while (!closed
        && !socket.isClosed()
        && timer < 0
        && !ready.isEmpty()
        && !socket.writeQueueFull()) {
      ReplayedFrame next = ready.getFirst();
      long pauseMs = (next.dueNs() - elapsedNs()) / NANOS_PER_MILLI;
      if (started && pauseMs > 0) {
        timer = vertx.setTimer(pauseMs, _ -> resume());
        break;
      }
      ready.removeFirst();
      readyBytes -= next.bytes().length;
      write(next);
    }
    if (!closed && !socket.isClosed() && !working) {
      work();
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
    sentStep = frame.step();
    socket.writeBinaryMessage(Buffer.buffer(frame.bytes()));
    metrics.replayed();
  }

  private long elapsedNs() {
    return started ? System.nanoTime() - startedNs : 0;
  }

  private void work() {
    if (!messages.isEmpty()) {
      obey(messages.removeFirst());
    } else if (ended && ready.isEmpty()) {
      end();
    } else if (!ended && !paused && isMoreWanted()) {
      evaluateMore();
    }
  }

  /// At a pace, what is passed over depends on when the frame before was sent.
  private boolean isMoreWanted() {
    return course.isPaced() ? ready.isEmpty() : readyBytes < READY_BYTES;
  }

  private void end() {
    if (!kept) {
      socket.close(NORMAL_CLOSURE, "end of range");
    } else if (!paused) {
      paused = true;
      answer("ended");
    }
  }

  private void answer(String state) {
    socket.writeTextMessage(ReplayMessage.answer(state, course, sentStep));
  }

  private void obey(ReplayMessage message) {
    ReplayCourse next;
    try {
      next = message.over(course);
    } catch (BadRequestException e) {
      refuse(e);
      return;
    }
    boolean stands = message.paused(paused && !ended);
    long shown = sentStep;
    inWorker(
        () -> changed(message, next, shown, stands),
        frame -> {
          course = next;
          ended = false;
          paused = stands;
          started = shown >= 0 && message.step() < 0;
          startedNs = System.nanoTime();
          frame.ifPresent(this::write);
          answer(paused ? "paused" : "playing");
        });
  }

  /// Lets the session go on as the viewer wants it.
  ///
  /// @return a frame to be shown at once
  private Optional<ReplayedFrame> changed(
      ReplayMessage message, ReplayCourse next, long shown, boolean stands) {
    boolean elsewhere = message.step() >= 0;
    if (elsewhere || shown < 0) {
      session.seek(next, elsewhere ? message.step() : next.start());
    } else {
      session.change(next, shown);
    }
    if (message.move() != 0) {
      return session.move(elsewhere ? message.step() : Math.max(0, shown), message.move());
    }
    return elsewhere && stands ? session.nextBatch(1).stream().findFirst() : Optional.empty();
  }

  private void evaluateMore() {
    long elapsedNs = elapsedNs();
    boolean paced = course.isPaced();
    inWorker(
        () -> paced ? session.next(elapsedNs).stream().toList() : session.nextBatch(PORTION_BYTES),
        this::accept);
  }

  private void accept(List<ReplayedFrame> frames) {
    if (!messages.isEmpty()) {
      return;
    }
    ended = frames.isEmpty();
    ready.addAll(frames);
    frames.forEach(frame -> readyBytes += frame.bytes().length);
  }

  private <T> void inWorker(Callable<T> task, Consumer<T> then) {
    working = true;
    try {
      workers
          .executeBlocking(task, false)
          .onComplete(
              done -> {
                working = false;
                if (closed) {
                  session.close();
                  return;
                }
                if (!socket.isClosed()) {
                  then.accept(done);
                  flow();
                }
              },
              this::fail);
    } catch (RejectedExecutionException e) {
      // The server stops, and whoever stops it closes the sessions.
      closed = true;
    }
  }

  private void fail(Throwable failure) {
    working = false;
    if (closed) {
      session.close();
      return;
    }
    socket.close(INTERNAL_ERROR, Problem.of(failure).closeReason());
  }

  private void cancelTimer() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void close() {
    closed = true;
    ready.clear();
    cancelTimer();
    if (!working) {
      session.close();
    }
  }
}
