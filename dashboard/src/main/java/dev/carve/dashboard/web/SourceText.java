package dev.carve.dashboard.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Comments and indentation in scripts and style sheets of the page: readers of the source need
/// them, browsers do not.
///
/// Only block comments that begin a line, and types in the midst of one (JSDoc's tags), are taken
/// for comments, so that no text or pattern of the language is ever mistaken for one.
final class SourceText {
  private static final Pattern UNREAD =
      Pattern.compile(
          "^[ \\t]*/\\*.*?\\*/[ \\t]*|^[ \\t]+|/\\*\\* @[^*]*\\*/ ?",
          Pattern.MULTILINE | Pattern.DOTALL);

  private SourceText() {}

  /// The source without its comments and indentation, but with all of its lines, so that errors in
  /// browsers name the lines of the source.
  ///
  /// @param source text in UTF-8
  static byte[] stripped(byte[] source) {
    String text = new String(source, StandardCharsets.UTF_8);
    return UNREAD.matcher(text).replaceAll(SourceText::linesOf).getBytes(StandardCharsets.UTF_8);
  }

  private static String linesOf(MatchResult unread) {
    return "\n".repeat((int) unread.group().chars().filter(c -> c == '\n').count());
  }
}
