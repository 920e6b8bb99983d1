package dev.carve.standalone.command;

import dev.carve.core.event.Example;
import dev.carve.trainer.stream.ExampleSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// The first examples of a source.
final class LimitedSource implements ExampleSource {
  private final ExampleSource source;
  private final long count;
  private long given;

  LimitedSource(ExampleSource source, long count) {
    this.source = source;
    this.count = count;
  }

  @Override
  public Optional<Example> next() {
    if (given == count) {
      return Optional.empty();
    }
    given++;
    return source.next();
  }

  @Override
  public OptionalDouble fraction() {
    return OptionalDouble.of((double) given / count);
  }

  @Override
  public long skipped() {
    return source.skipped();
  }

  @Override
  public void close() {
    source.close();
  }
}
