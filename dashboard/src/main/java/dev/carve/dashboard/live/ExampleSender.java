package dev.carve.dashboard.live;

import dev.carve.core.event.Example;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Gives examples to the models that are to learn from them.
public interface ExampleSender {
  /// Sends examples in their order, without blocking.
  ///
  /// @param model the model's name
  /// @param examples that fit it
  /// @return how many there are, when Kafka has all of them; fails if it did not take one
  CompletionStage<Integer> publish(String model, List<Example> examples);
}
