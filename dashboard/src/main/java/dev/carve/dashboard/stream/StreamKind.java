package dev.carve.dashboard.stream;

import java.util.List;

/// A stream that can be fed to a model.
///
/// @param name by which it is asked for
/// @param description one sentence for people
/// @param inputs features of each example
/// @param classes their names; a model may have others, and more
/// @param usualNoise standard deviation of the noise that suits it
public record StreamKind(
    String name, String description, int inputs, List<String> classes, double usualNoise) {

  /// Keeps its own copy of the classes.
  public StreamKind {
    classes = List.copyOf(classes);
  }
}
