package dev.carve.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of this machine's loopback address.
public final class LocalPort {
  /// The address everything binds to.
  public static final String HOST = "127.0.0.1";

  /* Below those that systems give to connections by themselves (Linux from 32,768 on, others from 49,152 on): one of
   * those may be in use again before whoever asked for it has bound it, or when it is bound again later. */
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 100;

  private LocalPort() {}

  /// Finds out whether a port is free.
  ///
  /// @param port its number, 0 for any
  /// @return the number of a free port
  /// @throws PortInUseException if something listens there
  public static int free(int port) {
    if (port != 0) {
      return bound(port).orElseThrow(() -> new PortInUseException(HOST, port));
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptionalInt free = bound(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
      if (free.isPresent()) {
        return free.getAsInt();
      }
    }
    return bound(0).orElseThrow(() -> new PortInUseException(HOST, 0));
  }

  private static OptionalInt bound(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return OptionalInt.of(socket.getLocalPort());
    } catch (BindException _) {
      return OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
