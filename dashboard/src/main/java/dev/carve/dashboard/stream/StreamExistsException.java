package dev.carve.dashboard.stream;

/// A model is fed a stream already.
public final class StreamExistsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A model that is fed.
  ///
  /// @param fed what it is fed
  public StreamExistsException(FedStream fed) {
    super(
        "a model is fed one stream at a time, stop this one first: model=%s, stream=%s"
            .formatted(fed.model(), fed.stream().stream()));
  }
}
