/// How time, processor time and memory are measured, and in which processes.
///
/// Every contender runs in a JVM of its own, so that it has a compiler profile and a class path of
/// its own; the benchmarks ask these processes, one after the other, for a slice of work.
@NullMarked
package dev.carve.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
