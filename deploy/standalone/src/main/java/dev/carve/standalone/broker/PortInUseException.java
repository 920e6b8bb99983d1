package dev.carve.standalone.broker;

import java.io.Serial;

/// A port that a service should listen on belongs to another process.
public final class PortInUseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int port;

  /// Names the address.
  ///
  /// @param host the address
  /// @param port the port
  public PortInUseException(String host, int port) {
    super("port is in use by another process: address=%s:%d".formatted(host, port));
    this.port = port;
  }

  /// The port.
  ///
  /// @return its number
  public int port() {
    return port;
  }
}
