package dev.carve.trainer.stream;

/// What a message shows of a value that may be of any length.
final class Excerpt {
  private static final int LENGTH = 60;

  private Excerpt() {}

  static String of(String value) {
    String text = value.length() <= LENGTH ? value : value.substring(0, LENGTH) + "…";
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }
}
