/// What operators ask for, and what becomes of it.
///
/// Commands of topic `control` come in; each is answered by one event with the command's id. Called
/// by Kafka Streams.
@NullMarked
package dev.carve.trainer.control;

import org.jspecify.annotations.NullMarked;
