package dev.carve.standalone.render;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How each class looks: the number of a colour and a shape. Classes whose names say a colour get
/// that one, and from the ninth class on the colours come again with other shapes.
final class ClassLooks {
  private static final int LOOKS = 16;
  private static final List<String> COLOURS =
      List.of("blue", "orange", "green", "pink", "red", "sky", "yellow", "black");
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "purple", "pink",
          "magenta", "pink",
          "vermilion", "red",
          "amber", "orange",
          "cyan", "sky",
          "gold", "yellow",
          "teal", "green",
          "white", "black");

  private ClassLooks() {}

  /// The look of each class.
  static int[] of(List<String> classes) {
    int[] looks = new int[classes.size()];
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < looks.length; i++) {
      String name = classes.get(i).toLowerCase(Locale.ROOT);
      int look = COLOURS.indexOf(OTHER_NAMES.getOrDefault(name, name));
      looks[i] = look >= 0 && taken.add(look) ? look : -1;
    }
    int next = 0;
    for (int i = 0; i < looks.length; i++) {
      if (looks[i] < 0) {
        while (!taken.add(next)) {
          next++;
        }
        looks[i] = next % LOOKS;
      }
    }
    return looks;
  }
}
