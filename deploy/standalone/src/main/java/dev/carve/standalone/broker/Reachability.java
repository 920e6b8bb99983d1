package dev.carve.standalone.broker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether something listens where Kafka should be: a client would try in silence for a
/// long time.
final class Reachability {
  private static final Logger log = LoggerFactory.getLogger(Reachability.class);
  private static final int CONNECT_TIMEOUT_MS = 3_000;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Reachability() {}

  /// Returns as soon as one of the servers can be connected to.
  ///
  /// @throws NoBrokerException if that does not happen in time
  static void await(String bootstrapServers, Duration patience) {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    IOException failure = connect(bootstrapServers);
    if (failure != null && patience.isPositive()) {
      log.warn("Waiting for a broker at {}", bootstrapServers);
    }
    while (failure != null) {
      if (System.nanoTime() > deadlineNs || Thread.currentThread().isInterrupted()) {
        throw new NoBrokerException(bootstrapServers, failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      failure = connect(bootstrapServers);
    }
  }

  /// Null when one of them listens, otherwise why the last one does not.
  private static @Nullable IOException connect(String bootstrapServers) {
    IOException failure = new ConnectException("no server is named");
    for (String server : bootstrapServers.split(",", -1)) {
      int colon = server.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        String host = server.substring(0, Math.max(0, colon)).strip();
        int port = Integer.parseInt(server.substring(colon + 1).strip());
        socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MS);
        return null;
      } catch (IOException e) {
        failure = e;
      } catch (IllegalArgumentException e) {
        failure = new IOException("server must be HOST:PORT: server=" + server, e);
      }
    }
    return failure;
  }
}
