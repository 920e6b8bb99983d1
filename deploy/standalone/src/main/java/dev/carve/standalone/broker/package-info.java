/// A Kafka broker inside this process, and the topics on any broker.
///
/// The demo and `fit` start the broker; every command that writes to Kafka makes sure of the topics
/// first.
@NullMarked
package dev.carve.standalone.broker;

import org.jspecify.annotations.NullMarked;
