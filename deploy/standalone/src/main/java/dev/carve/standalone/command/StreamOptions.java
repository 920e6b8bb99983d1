package dev.carve.standalone.command;

import dev.carve.standalone.config.NearestName;
import dev.carve.trainer.stream.Drift;
import dev.carve.trainer.stream.SyntheticShape;
import dev.carve.trainer.stream.SyntheticSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A synthetic stream: its shape, noise, seed and drift.
final class StreamOptions {
  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "An endless synthetic stream: two-spirals, circles, moons, xor, gaussians or checkerboard.")
  @Nullable String name;

  @Option(
      names = "--noise",
      paramLabel = "SD",
      description = "Standard deviation of the noise; shapes have a radius of about 1.")
  @Nullable Double noise;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Turns of each of the two spirals (default: 1.5).")
  @Nullable Double turns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the stream (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--drift",
      paramLabel = "KIND",
      description = "How the stream changes: rotation, class-swap or sudden.")
  @Nullable String drift;

  @Option(
      names = "--drift-at",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Examples before the change begins (default: ${DEFAULT-VALUE}).")
  long driftAt;

  @Option(
      names = "--drift-speed",
      paramLabel = "TURNS",
      defaultValue = "1",
      description = "Turns of a rotation in a million examples (default: ${DEFAULT-VALUE}).")
  double driftSpeed;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "0",
      description = "Position in the stream to begin at, in examples (default: ${DEFAULT-VALUE}).")
  long from;

  SyntheticSource open(String shapeName) {
    SyntheticShape shape = shape(shapeName);
    try {
      double usedNoise = noise == null ? shape.usualNoise() : noise;
      SyntheticSource source = new SyntheticSource(shape, drift(), usedNoise, seed);
      source.seek(from);
      return source;
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()), e);
    }
  }

  static SyntheticShape named(String shapeName) {
    try {
      return SyntheticShape.named(shapeName);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(
          "unknown stream%s --stream=%s; there are %s"
              .formatted(
                  NearestName.suggestion(shapeName, SyntheticShape.NAMES),
                  shapeName,
                  String.join(", ", SyntheticShape.NAMES)),
          e);
    }
  }

  private SyntheticShape shape(String shapeName) {
    SyntheticShape shape = named(shapeName);
    if (turns == null) {
      return shape;
    }
    if (!(shape instanceof SyntheticShape.TwoSpirals)) {
      throw CommandFailedException.badUsage(
          "only two-spirals have turns: --stream=%s, --turns=%s".formatted(shapeName, turns));
    }
    try {
      return new SyntheticShape.TwoSpirals(turns);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()), e);
    }
  }

  private Drift drift() {
    return switch (drift) {
      case null -> new Drift.None();
      case "none" -> new Drift.None();
      case "rotation" -> new Drift.Rotation(driftSpeed, driftAt);
      case "class-swap" -> new Drift.ClassSwap(driftAt);
      case "sudden" -> new Drift.Sudden(driftAt);
      default ->
          throw CommandFailedException.badUsage(
              "drift must be rotation, class-swap or sudden: --drift=" + drift);
    };
  }
}
