package dev.carve.sampler.journal;

/// The figures of one snapshot, as the history of a run charts them.
///
/// @param step SGD steps taken
/// @param timeUs of the minibatch that led there, microseconds since 1970
/// @param loss fading mean, nats
/// @param accuracy fading prequential accuracy, 0 to 1
/// @param learningRate η of the last step
/// @param examplesSeen examples consumed
public record HistoryPoint(
    long step, long timeUs, double loss, double accuracy, double learningRate, long examplesSeen) {}
