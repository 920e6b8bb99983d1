package dev.carve.sampler.journal;

/// Where an entry lies in its run's journal, and when: known at a fraction of the cost of reading
/// the entry.
///
/// @param index in the queue
/// @param step SGD steps taken
/// @param timeUs of the minibatch that led there, microseconds since 1970
public record EntryMark(long index, long step, long timeUs) {}
