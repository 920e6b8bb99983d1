package dev.carve.standalone.fit;

import dev.carve.core.event.Example;
import dev.carve.trainer.stream.ExampleSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// The same examples again and again, in the same order.
final class EpochSource implements ExampleSource {
  private final Supplier<ExampleSource> input;
  private final int epochs;
  private ExampleSource current;
  private int epoch;
  private long skippedBefore;

  EpochSource(Supplier<ExampleSource> input, int epochs) {
    this.input = input;
    this.epochs = epochs;
    this.current = input.get();
  }

  @Override
  public Optional<Example> next() {
    Optional<Example> example = current.next();
    while (example.isEmpty() && epoch < epochs - 1) {
      skippedBefore += current.skipped();
      current.close();
      current = input.get();
      epoch++;
      example = current.next();
    }
    return example;
  }

  @Override
  public OptionalDouble fraction() {
    OptionalDouble fraction = current.fraction();
    return fraction.isEmpty()
        ? fraction
        : OptionalDouble.of((epoch + fraction.getAsDouble()) / epochs);
  }

  @Override
  public long skipped() {
    return skippedBefore + current.skipped();
  }

  @Override
  public void close() {
    current.close();
  }
}
