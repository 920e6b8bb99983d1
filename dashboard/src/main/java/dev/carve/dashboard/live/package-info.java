/// The newest of everything, as Kafka has it.
///
/// Plain consumer threads read the topics `frames`, `metrics` and `events` without a group and keep
/// the newest values of each model in {@link dev.carve.dashboard.live.LiveModels}; whoever
/// subscribed there is told which model changed. {@link dev.carve.dashboard.live.CommandPublisher}
/// goes the other way: it writes to `control` and waits for the event that answers. Nothing here
/// knows about HTTP.
@NullMarked
package dev.carve.dashboard.live;

import org.jspecify.annotations.NullMarked;
