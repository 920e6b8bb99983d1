package dev.carve.standalone.command;

import java.io.Serial;

/// A command that could not do what was asked, said in one sentence for the person at the terminal.
///
/// The text names the value that was wrong and what to do about it. The exit code tells wrong usage
/// (2: a flag, a file, a name that cannot be right) from a failure while running (1).
final class CommandFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandFailedException(int exitCode, String text, Throwable cause) {
    super(text, cause);
    this.exitCode = exitCode;
  }

  private CommandFailedException(int exitCode, String text) {
    super(text);
    this.exitCode = exitCode;
  }

  static CommandFailedException badUsage(String text) {
    return new CommandFailedException(2, text);
  }

  static CommandFailedException badUsage(String text, Throwable cause) {
    return new CommandFailedException(2, text, cause);
  }

  static CommandFailedException failure(String text) {
    return new CommandFailedException(1, text);
  }

  static CommandFailedException failure(String text, Throwable cause) {
    return new CommandFailedException(1, text, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
