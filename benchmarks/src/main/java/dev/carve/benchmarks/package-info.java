/// What Carve's speed is, measured with JMH.
///
/// Each class asks one question. Results lie in `benchmarks/results`, with the machine, JDK and
/// commit that gave them.
@NullMarked
package dev.carve.benchmarks;

import org.jspecify.annotations.NullMarked;
