package dev.carve.standalone.broker;

import java.io.Serial;
import java.nio.file.Path;

/// The embedded broker does not start.
public final class BrokerStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Names the directory and the reason.
  ///
  /// @param directory the broker's log directory
  /// @param cause what it met
  public BrokerStartException(Path directory, Exception cause) {
    super(
        "broker does not start: directory=%s, reason=%s".formatted(directory, cause.getMessage()),
        cause);
  }
}
