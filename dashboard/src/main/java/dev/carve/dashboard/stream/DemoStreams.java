package dev.carve.dashboard.stream;

import dev.carve.core.network.ModelSpec;
import java.util.List;
import java.util.Optional;

/// The streams that are fed to models in this process. Methods may be called from any thread; all
/// but {@link #kinds()} may block.
public interface DemoStreams {
  /// {@return the streams that there are; none where this process feeds nobody}
  List<StreamKind> kinds();

  /// {@return the streams that are fed now, by model}
  List<FedStream> fed();

  /// Begins to feed a stream to a model, from its beginning.
  ///
  /// @param model what the model is; it fits the stream
  /// @param request which stream, and how
  /// @return what is fed from now on
  /// @throws StreamExistsException if the model is fed already
  FedStream start(ModelSpec model, StreamRequest request);

  /// Sets how fast a model is fed.
  ///
  /// @param model the model's name
  /// @param minibatchesPerSecond 0 for a pause
  /// @return what is fed from now on; empty if the model is fed nothing
  Optional<FedStream> setRate(String model, double minibatchesPerSecond);

  /// Feeds a model no more.
  ///
  /// @param model the model's name
  /// @return whether it was fed
  boolean stop(String model);

  /// {@return what there is where this process feeds nobody}
  static DemoStreams none() {
    return new DemoStreams() {
      @Override
      public List<StreamKind> kinds() {
        return List.of();
      }

      @Override
      public List<FedStream> fed() {
        return List.of();
      }

      @Override
      public FedStream start(ModelSpec model, StreamRequest request) {
        throw new IllegalStateException("a stream must be one of none: stream=" + request.stream());
      }

      @Override
      public Optional<FedStream> setRate(String model, double minibatchesPerSecond) {
        return Optional.empty();
      }

      @Override
      public boolean stop(String model) {
        return false;
      }
    };
  }
}
