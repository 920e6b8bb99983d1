/// Where examples come from: synthetic streams that drift, CSV, JSON lines, IDX files, standard
/// input.
///
/// An {@link dev.carve.trainer.stream.ExampleSource} is pulled one example at a time, and the
/// {@link dev.carve.trainer.stream.ExampleFeeder} sends what it gives to the topic `examples` at a
/// chosen rate. The command line opens the sources; the minibatch assembler reads what arrives.
@NullMarked
package dev.carve.trainer.stream;

import org.jspecify.annotations.NullMarked;
