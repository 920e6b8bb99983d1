package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// An endless stream of points of a {@link SyntheticShape}, with noise and {@link Drift}.
///
/// The example at a position depends on nothing but shape, drift, noise, seed and that position, so
/// a stream can be taken up anywhere.
public final class SyntheticSource implements ExampleSource {
  private final SyntheticShape shape;
  private final Drift drift;
  private final double noise;
  private final long seed;
  private List<Label> labels;
  private final double[] point = new double[2];
  private long position;

  /// A stream from its beginning.
  ///
  /// @param shape where the points lie
  /// @param drift how that changes
  /// @param noise standard deviation of what is added to x and y, at least 0
  /// @param seed of the randomness
  /// @throws IllegalArgumentException if the noise is negative or not finite
  public SyntheticSource(SyntheticShape shape, Drift drift, double noise, long seed) {
    if (!(noise >= 0 && noise <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("noise must be 0 or more: noise=" + noise);
    }
    this.shape = shape;
    this.drift = drift;
    this.noise = noise;
    this.seed = seed;
    this.labels = shape.classes().stream().<Label>map(Label.Name::new).toList();
  }

  /// {@return the names of the classes}
  public List<String> classes() {
    return shape.classes();
  }

  /// Labels examples as a model knows its classes: by name where it has all of the shape's names,
  /// by index where it calls them otherwise.
  ///
  /// @param modelClasses the names of the model's classes
  /// @throws IllegalArgumentException if the model has fewer classes than the shape
  public void labelFor(List<String> modelClasses) {
    List<String> classes = shape.classes();
    if (modelClasses.size() < classes.size()) {
      throw new IllegalArgumentException(
          "the model must have the stream's %d classes: classes=%s"
              .formatted(classes.size(), modelClasses));
    }
    labels =
        modelClasses.containsAll(classes)
            ? classes.stream().<Label>map(Label.Name::new).toList()
            : IntStream.range(0, classes.size()).<Label>mapToObj(Label.Index::new).toList();
  }

  /// {@return how many examples lie before the next one}
  public long position() {
    return position;
  }

  /// Goes to a place in the stream.
  ///
  /// @param newPosition examples before the next one, at least 0
  public void seek(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position must be 0 or more: position=" + newPosition);
    }
    position = newPosition;
  }

  @Override
  public Optional<Example> next() {
    SplittableRandom random = new SplittableRandom(mix(seed + mix(position)));
    int label = drift.relabel(position, shape.draw(random, point), labels.size());
    drift.move(position, point);
    float x = (float) (point[0] + noise * random.nextGaussian());
    float y = (float) (point[1] + noise * random.nextGaussian());
    position++;
    return Optional.of(Example.labelled(Floats.of(x, y), labels.get(label)));
  }

  @Override
  public void close() {}

  /// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014: mix64 of
  /// an increment.
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
