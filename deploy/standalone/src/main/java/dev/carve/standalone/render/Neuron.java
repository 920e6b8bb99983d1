package dev.carve.standalone.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One neuron of a network, as the page's address names it.
///
/// @param layer from 1, the classes being the last one
/// @param unit from 0
public record Neuron(int layer, int unit) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,5})");

  /// {@return the neuron of a text such as `2.3`}
  ///
  /// @param text layer and unit
  /// @throws IllegalArgumentException if it names none
  public static Neuron parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a neuron must be LAYER.NUMBER, such as 2.3: neuron=" + text);
    }
    return new Neuron(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
