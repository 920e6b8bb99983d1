package dev.carve.dashboard.web;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.dashboard.DashboardMetrics;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One viewer of a live model. Owned by the event loop of its WebSocket.
final class FrameSocket {
  /*
   * The viewer gets the newest of everything, never a queue. Nothing is handed to this socket: it is told that its model
   * changed, or that its buffer has drained, and then takes from the model what it has not sent yet. While the buffer is
   * full, or the tab hidden, it takes nothing, so whatever is replaced in that time is never sent. What a slow viewer costs
   * is the one buffer that is on its way to him.
   */
  private final ServerWebSocket socket;
  private final String model;
  private final LiveModels<EncodedFrame> models;
  private final DashboardMetrics metrics;
  private final InstantSource clock;
  private final @Nullable PlaneView view;

  private boolean visible = true;
  private boolean toldToWait;
  private boolean watching;
  private long framesSeen;
  private long eventsSeen;
  private @Nullable TrainingMetrics metricsSent;
  private EncodedFrame.@Nullable Subject subjectSent;
  private PlaneView.Trouble troubleTold = PlaneView.Trouble.NONE;

  /// A socket that was sent nothing yet.
  ///
  /// @param view the plane that its viewer chose, if not the model's own
  FrameSocket(
      ServerWebSocket socket,
      String model,
      LiveModels<EncodedFrame> models,
      DashboardMetrics metrics,
      InstantSource clock,
      Optional<PlaneView> view) {
    this.socket = socket;
    this.model = model;
    this.models = models;
    this.metrics = metrics;
    this.clock = clock;
    this.view = view.orElse(null);
    models.find(model).ifPresent(this::beginWith);
  }

  String model() {
    return model;
  }

  /// Shows or hides: a hidden tab is sent nothing, and the newest at once when it shows again.
  void setVisible(boolean nowVisible) {
    if (nowVisible && !visible) {
      models.find(model).ifPresent(this::forgetFramesMissed);
    }
    visible = nowVisible;
    watching = false;
    pull();
  }

  /// Sends what is new, as far as the viewer can take it.
  void pull() {
    if (!canTakeMore()) {
      return;
    }
    LiveModel<EncodedFrame> newest = models.find(model).orElse(null);
    if (newest == null) {
      tellToWait(
          "There is no model \"%s\" yet; it appears here when it is created".formatted(model));
      return;
    }
    sendEvents(newest);
    sendMetrics(newest);
    sendFrame(newest);
  }

  private void beginWith(LiveModel<EncodedFrame> newest) {
    eventsSeen = newest.eventsSeen();
    forgetFramesMissed(newest);
  }

  private void forgetFramesMissed(LiveModel<EncodedFrame> newest) {
    framesSeen = Math.max(framesSeen, frames(newest) - 1);
  }

  private long frames(LiveModel<EncodedFrame> newest) {
    return view == null ? newest.frames() : view.frames();
  }

  private boolean canTakeMore() {
    return visible && !socket.isClosed() && !socket.writeQueueFull();
  }

  private void sendEvents(LiveModel<EncodedFrame> newest) {
    for (ModelEvent event : newest.eventsAfter(eventsSeen)) {
      send(Messages.event(event));
    }
    eventsSeen = newest.eventsSeen();
  }

  private void sendMetrics(LiveModel<EncodedFrame> newest) {
    TrainingMetrics newMetrics = newest.metrics();
    if (newMetrics != null && !newMetrics.equals(metricsSent) && canTakeMore()) {
      send(Messages.metrics(newMetrics));
      metricsSent = newMetrics;
    }
  }

  private void sendFrame(LiveModel<EncodedFrame> newest) {
    EncodedFrame frame = newest.frame();
    if (frame == null) {
      tellToWait("The model \"%s\" waits for its first frame".formatted(model));
    } else if (view == null) {
      send(frame, newest.frames());
    } else if (canTakeMore()) {
      view.want(frame);
      tell(view.trouble());
      view.frame().ifPresent(viewed -> send(viewed, view.frames()));
    }
  }

  /// @param frames how many there were with this one
  private void send(EncodedFrame frame, long frames) {
    if (frames == framesSeen || !canTakeMore()) {
      return;
    }
    EncodedFrame.Subject subject = frame.subject();
    if (!subject.equals(subjectSent)) {
      send(Messages.model(frame));
      subjectSent = subject;
    }
    socket.writeBinaryMessage(frame.bytes());
    metrics.liveFrameSent(frames - framesSeen - 1);
    if (watching) {
      metrics.frameAge(Duration.between(frame.time(), clock.instant()));
    }
    framesSeen = frames;
    watching = true;
  }

  private void tellToWait(String text) {
    if (!toldToWait) {
      toldToWait = true;
      send(Messages.waiting(text));
    }
  }

  private void tell(PlaneView.Trouble trouble) {
    if (!trouble.equals(troubleTold) && !trouble.equals(PlaneView.Trouble.NONE)) {
      send(Messages.status(trouble.state(), trouble.text()));
    }
    troubleTold = trouble;
  }

  private void send(JsonObject message) {
    socket.writeTextMessage(message.encode());
  }
}
