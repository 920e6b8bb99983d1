package dev.carve.trainer;

/// What a message shows of a text that may be of any length: its beginning, and how long it is.
public final class Excerpt {
  private static final int LENGTH = 60;

  private Excerpt() {}

  /// {@return a text that is short and of one line}
  ///
  /// @param text of any length
  public static String of(String text) {
    return of(text, LENGTH);
  }

  /// {@return a text of one line}
  ///
  /// @param text of any length
  /// @param length how many of its characters are shown at most
  public static String of(String text, int length) {
    String shown =
        text.length() <= length
            ? text
            : "%s… (%,d characters)".formatted(text.substring(0, length), text.length());
    return shown.replace("\n", "\\n").replace("\r", "\\r");
  }
}
