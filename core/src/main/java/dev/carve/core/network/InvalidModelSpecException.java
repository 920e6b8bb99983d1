package dev.carve.core.network;

import java.util.List;
import java.util.stream.Collectors;

/// A model spec that cannot be used, with everything that is wrong with it.
public final class InvalidModelSpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// The mistakes in the order of their lines.
  @SuppressWarnings("serial") // the list is one of the JDK's immutable ones, which are serializable
  private final List<Mistake> mistakes;

  /// Names the mistakes.
  ///
  /// @param mistakes at least one, in the order of their lines
  public InvalidModelSpecException(List<Mistake> mistakes) {
    super(message(mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  private static String message(List<Mistake> mistakes) {
    return mistakes.stream()
        .map(mistake -> "line %d: %s".formatted(mistake.line(), mistake.text()))
        .collect(
            Collectors.joining(
                "; ", mistakes.size() == 1 ? "" : "%d mistakes: ".formatted(mistakes.size()), ""));
  }

  /// What is wrong.
  ///
  /// @return all mistakes in the order of their lines, unmodifiable
  public List<Mistake> mistakes() {
    return mistakes;
  }

  /// One thing that is wrong.
  ///
  /// @param line where, counted from 1
  /// @param text what is wrong and what is allowed
  public record Mistake(int line, String text) implements java.io.Serializable {}
}
