package dev.carve.dashboard.example;

/// What a message shows of a text that may be of any length.
final class Excerpt {
  private static final int LENGTH = 60;

  private Excerpt() {}

  /// {@return the beginning, in one line}
  static String of(String text) {
    String shown = text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    return shown.replace("\n", "\\n").replace("\r", "\\r");
  }
}
