package dev.carve.sampler.replay;

import dev.carve.core.event.Floats;

/// The examples that a step was taken on, as Kafka still keeps them.
///
/// @param step when it was taken, and on which labels
/// @param inputs d, features of each example
/// @param features `[examples, d]`, as they came, not standardised
public record LearnedMinibatch(TakenStep step, int inputs, Floats features) {}
