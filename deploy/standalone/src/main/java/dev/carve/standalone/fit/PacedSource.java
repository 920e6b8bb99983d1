package dev.carve.standalone.fit;

import dev.carve.core.event.Example;
import dev.carve.trainer.stream.ExampleSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// Keeps a source from running so far ahead of the trainer that topics delete what was not yet
/// read.
final class PacedSource implements ExampleSource {
  private static final long BYTES_AHEAD = 256L << 20;
  private static final long CHECKED_EVERY = 256;

  private final ExampleSource source;
  private final TrainingWatch watch;
  private final long examplesAhead;
  private long given;

  PacedSource(ExampleSource source, TrainingWatch watch, int inputs, int batchSize) {
    this.source = source;
    this.watch = watch;
    this.examplesAhead = Math.max(2L * batchSize, BYTES_AHEAD / ((long) inputs * Float.BYTES + 64));
  }

  @Override
  public Optional<Example> next() {
    if (given % CHECKED_EVERY == 0) {
      watch.awaitBacklog(given, examplesAhead);
    }
    given++;
    return source.next();
  }

  @Override
  public OptionalDouble fraction() {
    return source.fraction();
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
