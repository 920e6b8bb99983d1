package dev.carve.standalone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody meant who mistyped a name.
public final class NearestName {
  private NearestName() {}

  /// The known name with the fewest letters added, left out or changed (Levenshtein distance).
  ///
  /// @param name what was typed
  /// @param known names to choose from, at least one
  /// @return the nearest of them
  public static String of(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(other -> distance(lower, other.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /// The same, unless even the nearest name has little in common with what was typed.
  ///
  /// @param name what was typed
  /// @param known names to choose from
  /// @return the nearest of them, if one is near
  public static Optional<String> find(String name, Collection<String> known) {
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(of(name, known))
            .filter(nearest -> 5 * distance(name, nearest) <= 2 * nearest.length());
  }

  /// What a message says after "unknown option" or the like.
  ///
  /// @param name what was typed
  /// @param known names to choose from
  /// @return a question that names the nearest, or a colon
  public static String suggestion(String name, Collection<String> known) {
    return find(name, known).map(", did you mean %s?"::formatted).orElse(":");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
