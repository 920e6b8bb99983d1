package dev.carve.dashboard.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Comments in scripts and style sheets of the page: readers of the source need them, browsers do
/// not.
///
/// Only block comments that begin a line, and types in the midst of one (JSDoc's tags), are taken
/// for comments, so that no text or pattern of the language is ever mistaken for one.
final class SourceComments {
  private static final Pattern COMMENT =
      Pattern.compile(
          "^[ \\t]*/\\*.*?\\*/[ \\t]*|/\\*\\* @[^*]*\\*/ ?", Pattern.MULTILINE | Pattern.DOTALL);

  private SourceComments() {}

  /// The source without its comments, but with all of its lines, so that errors in browsers name
  /// the lines of the source.
  ///
  /// @param source text in UTF-8
  static byte[] removeFrom(byte[] source) {
    String text = new String(source, StandardCharsets.UTF_8);
    return COMMENT
        .matcher(text)
        .replaceAll(SourceComments::linesOf)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String linesOf(MatchResult comment) {
    return "\n".repeat((int) comment.group().chars().filter(c -> c == '\n').count());
  }
}
