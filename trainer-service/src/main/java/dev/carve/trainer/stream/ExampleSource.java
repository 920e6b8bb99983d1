package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import java.util.Optional;
import java.util.OptionalDouble;

/// Gives examples one after the other, in an order that does not depend on who pulls or how fast.
///
/// Owned by one thread at a time.
public interface ExampleSource extends AutoCloseable {
  /// Gives the next example.
  ///
  /// @return the example; empty when the source has come to its end, and from then on
  /// @throws UnreadableSourceException if the source breaks off
  Optional<Example> next();

  /// {@return how much of the source has been given, 0..1; empty when its end is not known}
  default OptionalDouble fraction() {
    return OptionalDouble.empty();
  }

  /// {@return how many rows were left out because they were no examples}
  default long skipped() {
    return 0;
  }

  /// Gives back what the source holds; there are no examples afterwards.
  @Override
  void close();
}
