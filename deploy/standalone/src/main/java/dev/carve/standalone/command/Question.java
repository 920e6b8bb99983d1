package dev.carve.standalone.command;

import java.io.Console;
import java.util.Locale;
import java.util.Objects;

/// Asks the person at the terminal; where there is none, the answer is no.
final class Question {
  private Question() {}

  static boolean isAnsweredYes(String question) {
    Console console = Objects.requireNonNull(System.console());
    if (!console.isTerminal()) {
      return false;
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
