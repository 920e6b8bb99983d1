package dev.carve.standalone.demo;

import dev.carve.dashboard.stream.StreamKind;
import dev.carve.trainer.stream.SyntheticShape;
import java.util.List;

/// The synthetic streams as viewers are told of them.
final class StreamKinds {
  private static final int INPUTS = 2;

  private StreamKinds() {}

  static List<StreamKind> all() {
    return SyntheticShape.NAMES.stream().map(StreamKinds::kind).toList();
  }

  private static StreamKind kind(String name) {
    SyntheticShape shape = SyntheticShape.named(name);
    return new StreamKind(name, description(shape), INPUTS, shape.classes(), shape.usualNoise());
  }

  private static String description(SyntheticShape shape) {
    return switch (shape) {
      case SyntheticShape.TwoSpirals _ -> "Two spirals wound into each other, a class each.";
      case SyntheticShape.Circles _ -> "A small circle inside a larger one, a class each.";
      case SyntheticShape.Moons _ -> "Two half circles that reach into each other, a class each.";
      case SyntheticShape.Xor _ -> "A square whose class is one where x and y have the same sign.";
      case SyntheticShape.Gaussians _ -> "Three clouds about a common centre, a class each.";
      case SyntheticShape.Checkerboard _ -> "A square of cells whose classes alternate.";
    };
  }
}
