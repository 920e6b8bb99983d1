/// Replays as fast as possible: a sampler's server in one process, a viewer in another.
@NullMarked
package dev.carve.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
