package dev.carve.dashboard.web;

import dev.carve.dashboard.DashboardMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import org.jspecify.annotations.Nullable;

/// One viewer of a past run: hands on what the sampler sends, frame by frame, in the browser's
/// layout.
///
/// No frame is left out. While the viewer's buffer is full or his tab hidden, the sampler is made
/// to wait. What the viewer says about the replay goes to the sampler, and what the sampler answers
/// to the viewer, in the order of the frames. Owned by the event loop of its WebSockets.
final class RunSocket {
  private static final short NORMAL_CLOSURE = 1000;
  private static final short CONNECTION_LOST = 1006;
  private static final short INTERNAL_ERROR = 1011;

  private final ServerWebSocket viewer;
  private final Heartbeat heartbeat;
  private final WebSocket sampler;
  private final String plane;
  private final DashboardMetrics metrics;

  private boolean visible = true;
  private EncodedFrame.@Nullable Subject subjectSent;

  /// A viewer whose frames do not flow yet.
  ///
  /// @param plane as the viewer chose it, empty for the model's own
  RunSocket(ServerWebSocket viewer, WebSocket sampler, String plane, DashboardMetrics metrics) {
    this.viewer = viewer;
    this.heartbeat = new Heartbeat(viewer);
    this.sampler = sampler;
    this.plane = plane;
    this.metrics = metrics;
  }

  /// Lets the frames flow.
  ///
  /// @param closed called when it is over
  void start(Runnable closed) {
    metrics.runViewerCame();
    ViewerMessage.onVisibleOrReplay(viewer, this::setVisible, this::steer);
    viewer.drainHandler(_ -> flowOrWait());
    viewer.closeHandler(_ -> {
      metrics.runViewerLeft();
      closed.run();
      // The sampler hears of it when what it has sent before was taken.
      sampler.resume();
      sampler.close();
    });
    sampler.binaryMessageHandler(this::handOn);
    sampler.textMessageHandler(this::answer);
    sampler.endHandler(_ -> endLikeTheSampler());
    sampler.closeHandler(_ -> endIfCutOff());
    flowOrWait();
  }

  void ping() {
    heartbeat.ping();
  }

  private void setVisible(boolean nowVisible) {
    visible = nowVisible;
    flowOrWait();
  }

  private void steer(String message) {
    if (!sampler.isClosed()) {
      sampler.writeTextMessage(message);
    }
  }

  private void answer(String message) {
    if (!viewer.isClosed()) {
      viewer.writeTextMessage(message);
      flowOrWait();
    }
  }

  private void handOn(Buffer protobuf) {
    if (viewer.isClosed()) {
      return;
    }
    try {
      EncodedFrame frame = RunHandler.encode(protobuf, plane);
      if (!frame.subject().equals(subjectSent)) {
        viewer.writeTextMessage(Messages.model(frame).encode());
        subjectSent = frame.subject();
      }
      viewer.writeBinaryMessage(frame.bytes());
      metrics.runFrameSent();
      flowOrWait();
    } catch (ProblemException e) {
      viewer.close(INTERNAL_ERROR, "the sampler sent what is no frame");
    }
  }

  private void flowOrWait() {
    if (visible && !viewer.isClosed() && !viewer.writeQueueFull()) {
      sampler.resume();
    } else {
      sampler.pause();
    }
  }

  /// After the last message, which may have waited for the viewer long after the sampler was gone.
  private void endLikeTheSampler() {
    Short status = sampler.closeStatusCode();
    if (viewer.isClosed()) {
      return;
    }
    if (status != null && (status == NORMAL_CLOSURE || status == ViewerMessage.POLICY_VIOLATION)) {
      viewer.close(status, sampler.closeReason());
    } else {
      viewer.close(INTERNAL_ERROR, "the sampler ended the stream: status=" + status);
    }
  }

  /// A connection that breaks has no last message.
  private void endIfCutOff() {
    Short status = sampler.closeStatusCode();
    if ((status == null || status == CONNECTION_LOST) && !viewer.isClosed()) {
      viewer.close(INTERNAL_ERROR, "the sampler went away");
    }
  }
}
