package dev.carve.trainer.stream;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// A distribution of labelled points in the plane, about the origin and about one unit in radius.
public sealed interface SyntheticShape {
  /// The shapes by their names.
  List<String> NAMES =
      List.of("two-spirals", "circles", "moons", "xor", "gaussians", "checkerboard");

  /// Draws a point without noise.
  ///
  /// @param random where randomness comes from
  /// @param point overwritten with x and y
  /// @return the index of its class
  int draw(RandomGenerator random, double[] point);

  /// {@return the standard deviation of the noise on x and y that suits the shape}
  double usualNoise();

  /// {@return the names of the classes}
  default List<String> classes() {
    return List.of("blue", "orange");
  }

  /// The shape with a name of {@link #NAMES}, in its usual proportions.
  ///
  /// @param name the name
  /// @return the shape
  /// @throws IllegalArgumentException if there is no such shape
  static SyntheticShape named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "two-spirals" -> new TwoSpirals(1.5);
      case "circles" -> new Circles();
      case "moons" -> new Moons();
      case "xor" -> new Xor();
      case "gaussians" -> new Gaussians();
      case "checkerboard" -> new Checkerboard(4);
      default ->
          throw new IllegalArgumentException(
              "stream must be one of %s: stream=%s".formatted(String.join(", ", NAMES), name));
    };
  }

  /// Two Archimedean spirals wound into each other, one a class: r = √u, angle = 2π·turns·r, the
  /// second turned by π.
  ///
  /// The square root spreads the points evenly over the area instead of crowding them at the
  /// centre.
  ///
  /// @param turns how often each winds about the origin, above 0
  record TwoSpirals(double turns) implements SyntheticShape {
    /// Checks the number of turns.
    public TwoSpirals {
      if (!(turns > 0 && turns <= 10)) {
        throw new IllegalArgumentException("turns must be in 0..10: turns=" + turns);
      }
    }

    @Override
    public int draw(RandomGenerator random, double[] point) {
      int spiral = random.nextInt(2);
      double radius = Math.sqrt(random.nextDouble());
      double angle = 2 * Math.PI * turns * radius + spiral * Math.PI;
      point[0] = radius * StrictMath.cos(angle);
      point[1] = radius * StrictMath.sin(angle);
      return spiral;
    }

    @Override
    public double usualNoise() {
      return 0.03;
    }
  }

  /// A small circle inside a larger one, a class each, about (0.3, 0) so that turning the plane
  /// moves them.
  record Circles() implements SyntheticShape {
    @Override
    public int draw(RandomGenerator random, double[] point) {
      int circle = random.nextInt(2);
      double radius = circle == 0 ? 0.4 : 1;
      double angle = 2 * Math.PI * random.nextDouble();
      point[0] = 0.3 + radius * StrictMath.cos(angle);
      point[1] = radius * StrictMath.sin(angle);
      return circle;
    }

    @Override
    public double usualNoise() {
      return 0.08;
    }
  }

  /// Two half circles that reach into each other, a class each.
  record Moons() implements SyntheticShape {
    @Override
    public int draw(RandomGenerator random, double[] point) {
      int moon = random.nextInt(2);
      double angle = Math.PI * random.nextDouble();
      double side = moon == 0 ? 1 : -1;
      point[0] = 0.65 * (side * StrictMath.cos(angle) - side * 0.5);
      point[1] = 0.65 * (side * StrictMath.sin(angle) - side * 0.25);
      return moon;
    }

    @Override
    public double usualNoise() {
      return 0.07;
    }
  }

  /// A square whose class is blue where x and y have the same sign.
  record Xor() implements SyntheticShape {
    @Override
    public int draw(RandomGenerator random, double[] point) {
      point[0] = 2 * random.nextDouble() - 1;
      point[1] = 2 * random.nextDouble() - 1;
      return point[0] * point[1] >= 0 ? 0 : 1;
    }

    @Override
    public double usualNoise() {
      return 0.03;
    }
  }

  /// Three clouds on a circle of radius 0.7, a class each; the noise is their spread.
  record Gaussians() implements SyntheticShape {
    @Override
    public int draw(RandomGenerator random, double[] point) {
      int cloud = random.nextInt(3);
      double angle = Math.PI / 2 + cloud * 2 * Math.PI / 3;
      point[0] = 0.7 * StrictMath.cos(angle);
      point[1] = 0.7 * StrictMath.sin(angle);
      return cloud;
    }

    @Override
    public double usualNoise() {
      return 0.3;
    }

    @Override
    public List<String> classes() {
      return List.of("blue", "orange", "green");
    }
  }

  /// A square of alternating cells.
  ///
  /// @param cells along each side, above 0
  record Checkerboard(int cells) implements SyntheticShape {
    /// Checks the number of cells.
    public Checkerboard {
      if (cells < 1) {
        throw new IllegalArgumentException("cells must be above 0: cells=" + cells);
      }
    }

    @Override
    public int draw(RandomGenerator random, double[] point) {
      double column = cells * random.nextDouble();
      double row = cells * random.nextDouble();
      point[0] = 2 * column / cells - 1;
      point[1] = 2 * row / cells - 1;
      return ((int) column + (int) row) % 2;
    }

    @Override
    public double usualNoise() {
      return 0.02;
    }
  }
}
