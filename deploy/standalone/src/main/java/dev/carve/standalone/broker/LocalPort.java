package dev.carve.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine's loopback address.
public final class LocalPort {
  /// The address everything binds to.
  public static final String HOST = "127.0.0.1";

  private LocalPort() {}

  /// Finds out whether a port is free.
  ///
  /// @param port its number, 0 for any
  /// @return the number of a free port
  /// @throws PortInUseException if something listens there
  public static int free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new PortInUseException(HOST, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
