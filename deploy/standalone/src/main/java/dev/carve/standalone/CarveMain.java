package dev.carve.standalone;

import dev.carve.standalone.command.CarveCommand;

/// The command `carve`.
public final class CarveMain {
  private CarveMain() {}

  /// Runs one command and ends the process: 0 when it did what was asked, 1 when it failed, 2 when
  /// it was not understood.
  ///
  /// @param arguments the command line, see `carve --help`
  public static void main(String[] arguments) {
    int exitCode = CarveCommand.run(arguments);
    System.exit(exitCode);
  }
}
