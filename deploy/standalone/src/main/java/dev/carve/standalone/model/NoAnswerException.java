package dev.carve.standalone.model;

import dev.carve.core.event.ControlCommand;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// No trainer answers a command.
public final class NoAnswerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Names the command.
  ///
  /// @param command what was asked for
  /// @param timeout how long was waited
  /// @param cause what the client met, or null
  public NoAnswerException(ControlCommand command, Duration timeout, @Nullable Throwable cause) {
    super(
        "no trainer answered within %d s: command=%s, model=%s"
            .formatted(timeout.toSeconds(), command.type(), command.model()),
        cause);
  }
}
