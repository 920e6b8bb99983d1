package dev.carve.standalone.broker;

import java.io.Serial;

/// No Kafka broker answers.
public final class NoBrokerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Names the address.
  ///
  /// @param bootstrapServers where a broker was looked for
  /// @param cause what the client met
  public NoBrokerException(String bootstrapServers, Throwable cause) {
    super("no broker answers: bootstrap-servers=" + bootstrapServers, cause);
  }
}
