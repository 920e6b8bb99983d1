package dev.carve.sampler.replay;

import java.time.Instant;
import java.util.List;

/// A step that was taken again, and the minibatch that it was taken on.
///
/// @param step SGD steps taken with it, from 1
/// @param offset of the minibatch, in the partition that feeds the model
/// @param time of the minibatch
/// @param labels class index of each example
public record TakenStep(long step, long offset, Instant time, List<Integer> labels) {}
