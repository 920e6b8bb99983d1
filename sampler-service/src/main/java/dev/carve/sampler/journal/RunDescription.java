package dev.carve.sampler.journal;

import java.util.List;

/// What people wrote about a run.
///
/// @param name what they call it, at most {@value #LONGEST_NAME} characters, or empty
/// @param tags by which they find it, at most {@value #MOST_TAGS}, each once
/// @param note anything else, at most {@value #LONGEST_NOTE} characters, or empty
public record RunDescription(String name, List<String> tags, String note) {
  /// How many characters a name has at most.
  public static final int LONGEST_NAME = 100;

  /// How many tags a run has at most.
  public static final int MOST_TAGS = 20;

  /// How many characters a tag has at most.
  public static final int LONGEST_TAG = 40;

  /// How many characters a note has at most.
  public static final int LONGEST_NOTE = 10_000;

  private static final int SHOWN = 20;
  private static final RunDescription NONE = new RunDescription("", List.of(), "");

  /// Checks the limits; tags that come twice are kept once.
  ///
  /// @throws IllegalArgumentException if one is exceeded, or the name or a tag is no line of text
  public RunDescription {
    requireLine("name", name, LONGEST_NAME);
    for (String tag : tags) {
      requireLine("tag", tag, LONGEST_TAG);
      if (tag.isBlank()) {
        throw new IllegalArgumentException("tag must not be blank: tags=" + tags);
      }
    }
    tags = tags.stream().distinct().toList();
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "tags must be at most %d: tags=%d".formatted(MOST_TAGS, tags.size()));
    }
    requireLength("note", note, LONGEST_NOTE);
  }

  private static void requireLine(String what, String text, int longest) {
    requireLength(what, text, longest);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must be a line without control characters: %s=%s"
              .formatted(what, what, text.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private static void requireLength(String what, String text, int longest) {
    int length = text.codePointCount(0, text.length());
    if (length > longest) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters: %d characters, %s=%s…"
              .formatted(what, longest, length, what, text.substring(0, SHOWN)));
    }
  }

  /// {@return nothing}
  public static RunDescription none() {
    return NONE;
  }
}
