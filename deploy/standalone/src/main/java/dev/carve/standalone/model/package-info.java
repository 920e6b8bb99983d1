/// Models seen from outside the trainer: asked for through the topic `control`, known from
/// `events`, `metrics` and `snapshots`.
///
/// The commands `model`, `feed`, `fit` and `demo` use it; it holds no state of its own.
@NullMarked
package dev.carve.standalone.model;

import org.jspecify.annotations.NullMarked;
