package dev.carve.dashboard.stream;

/// What a viewer wants a model to be fed.
///
/// @param stream name of a {@link StreamKind}
/// @param minibatchesPerSecond how fast; 0 for not yet
/// @param noise standard deviation of what is added to each feature, 0 or more
/// @param seed of the stream
public record StreamRequest(String stream, double minibatchesPerSecond, double noise, long seed) {}
