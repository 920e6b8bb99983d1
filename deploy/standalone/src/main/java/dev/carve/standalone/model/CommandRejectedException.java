package dev.carve.standalone.model;

import java.io.Serial;

/// The trainer refuses a command.
public final class CommandRejectedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says why.
  ///
  /// @param reason the trainer's own words
  public CommandRejectedException(String reason) {
    super(reason);
  }
}
