package dev.carve.dashboard.web;

import dev.carve.dashboard.DashboardMetrics;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The live WebSockets of one event loop.
final class LiveHandler implements Handler<RoutingContext> {
  /*
   * Any thread may say that a model changed; that only marks the model and, unless it is under way already, asks the event
   * loop to come by. However many changes happen until then, each socket is told once.
   */
  private static final QueryParameter PLANE = QueryParameter.text("plane");
  private static final int MOST_VIEWS = 32;

  private final Context eventLoop;
  private final LiveModels<EncodedFrame> models;
  private final FrameRecall frameRecall;
  private final DashboardMetrics metrics;
  private final InstantSource clock;
  private final SamplerClient sampler;

  private final Map<String, Set<FrameSocket>> sockets = new HashMap<>();
  private final Map<Subject, Viewed> views = new HashMap<>();
  private final Map<ServerWebSocket, Heartbeat> connections = new HashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /// What somebody looks at who chose a plane.
  private record Subject(String model, String plane) {}

  /// A view and who looks at it.
  private record Viewed(PlaneView view, Set<FrameSocket> sockets) {}

  /// @param eventLoop where the sockets live
  LiveHandler(
      Context eventLoop,
      LiveModels<EncodedFrame> models,
      FrameRecall frameRecall,
      SamplerClient sampler,
      DashboardMetrics metrics,
      InstantSource clock) {
    this.eventLoop = eventLoop;
    this.models = models;
    this.frameRecall = frameRecall;
    this.sampler = sampler;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    String model = context.request().getParam("model");
    if (model == null || model.isEmpty()) {
      throw new ProblemException(
          Problem.of(400, "the parameter model must name a model: /api/live?model=NAME"));
    }
    if (!context.request().canUpgradeToWebSocket()) {
      throw new ProblemException(
          Problem.of(426, "this address is a WebSocket: connect with ws://"));
    }
    Subject subject = new Subject(model, PLANE.of(context).orElse(""));
    if (!subject.plane().isEmpty() && !views.containsKey(subject) && views.size() >= MOST_VIEWS) {
      throw new ProblemException(
          Problem.of(
              503,
              "no more than %d planes can be looked at, the models' own apart: plane=%s"
                  .formatted(MOST_VIEWS, subject.plane())));
    }
    context.request().toWebSocket().onSuccess(socket -> open(socket, subject));
  }

  /// Says that there is something new of a model; for any thread.
  void changed(String model) {
    changed.add(model);
    if (scheduled.compareAndSet(false, true)) {
      eventLoop.runOnContext(_ -> pullChanged());
    }
  }

  /// Asks every browser for a sign of life, so that dead connections are noticed.
  void ping() {
    List.copyOf(connections.values()).forEach(Heartbeat::ping);
    List.copyOf(views.values()).forEach(viewed -> viewed.view().tryAgain());
  }

  private void open(ServerWebSocket connection, Subject subject) {
    String model = subject.model();
    Optional<Viewed> viewed =
        subject.plane().isEmpty()
            ? Optional.empty()
            : Optional.of(views.computeIfAbsent(subject, this::view));
    FrameSocket socket =
        new FrameSocket(connection, model, models, metrics, clock, viewed.map(Viewed::view));
    viewed.ifPresent(all -> all.sockets().add(socket));
    sockets.computeIfAbsent(model, _ -> new HashSet<>()).add(socket);
    connections.put(connection, new Heartbeat(connection));
    metrics.liveViewerCame();
    ViewerMessage.onVisible(connection, socket::setVisible);
    connection.drainHandler(_ -> socket.pull());
    connection.closeHandler(_ -> {
      close(connection, socket);
      viewed.ifPresent(all -> leave(subject, all, socket));
    });
    socket.pull();
    frameRecall.recall(model);
  }

  private Viewed view(Subject subject) {
    Set<FrameSocket> lookers = new HashSet<>();
    return new Viewed(
        new PlaneView(
            subject.plane(), sampler, () -> Set.copyOf(lookers).forEach(FrameSocket::pull)),
        lookers);
  }

  private void leave(Subject subject, Viewed viewed, FrameSocket socket) {
    viewed.sockets().remove(socket);
    if (viewed.sockets().isEmpty()) {
      views.remove(subject, viewed);
    }
  }

  private void close(ServerWebSocket connection, FrameSocket socket) {
    metrics.liveViewerLeft();
    connections.remove(connection);
    Set<FrameSocket> ofModel = sockets.get(socket.model());
    if (ofModel != null && ofModel.remove(socket) && ofModel.isEmpty()) {
      sockets.remove(socket.model());
    }
  }

  private void pullChanged() {
    scheduled.set(false);
    for (String model : Set.copyOf(changed)) {
      changed.remove(model);
      sockets.getOrDefault(model, Set.of()).forEach(FrameSocket::pull);
    }
  }
}
