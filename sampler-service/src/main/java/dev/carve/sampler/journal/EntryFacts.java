package dev.carve.sampler.journal;

/// What an excerpt says in its first bytes: figures of one snapshot, without its tensors.
///
/// @param step SGD steps taken
/// @param timeUs of the minibatch that led there, microseconds since 1970
/// @param examplesSeen examples consumed
/// @param inputOffset offset of the next minibatch
/// @param learningRate η of the last step
/// @param loss fading mean, nats
/// @param accuracy fading prequential accuracy
record EntryFacts(
    long step,
    long timeUs,
    long examplesSeen,
    long inputOffset,
    double learningRate,
    double loss,
    double accuracy) {

  HistoryPoint historyPoint() {
    return new HistoryPoint(step, timeUs, loss, accuracy, learningRate, examplesSeen);
  }
}
