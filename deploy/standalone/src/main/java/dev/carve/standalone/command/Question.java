package dev.carve.standalone.command;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/// Asks the person at the terminal; where there is none, the answer is no.
final class Question {
  private Question() {}

  @SuppressWarnings("SystemConsoleNull") // It does, unless another console is asked for.
  static boolean isAnsweredYes(String question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readLine("%s [y/N] ", question))
        .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .isPresent();
  }
}
