package dev.carve.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine's loopback address.
final class LocalPort {
  static final String HOST = "127.0.0.1";

  private LocalPort() {}

  /// Returns the port if it is free, any free one for 0.
  ///
  /// @throws PortInUseException if something listens there
  static int free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new PortInUseException(HOST, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
