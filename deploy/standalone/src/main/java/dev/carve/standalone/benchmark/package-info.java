/// The benchmarks as the command line sees them.
///
/// They live in a module of their own, which is on the class path only when it is asked for: the
/// command finds its {@link dev.carve.standalone.benchmark.BenchmarkSuite} as a service.
@NullMarked
package dev.carve.standalone.benchmark;

import org.jspecify.annotations.NullMarked;
