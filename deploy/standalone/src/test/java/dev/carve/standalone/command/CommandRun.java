package dev.carve.standalone.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// One run of the command line inside this process, with what it printed.
///
/// @param exitCode 0, 1 or 2
/// @param output on standard output
/// @param error on standard error
record CommandRun(int exitCode, String output, String error) {
  static CommandRun of(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine commandLine =
        CarveCommand.commandLine(arguments)
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(error, true));
    int exitCode = commandLine.execute(CarveCommand.withCommand(arguments));
    return new CommandRun(exitCode, output.toString(), error.toString());
  }
}
