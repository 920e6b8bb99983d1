/// Many viewers of a live model beside a steady stream, all on this machine.
///
/// {@link dev.carve.benchmarks.viewers.ViewersBenchmark} lets a {@link
/// dev.carve.benchmarks.viewers.LivePipeline} run in processes of its own and opens ever more
/// WebSockets to its dashboard from one more, {@link dev.carve.benchmarks.viewers.ViewersMain},
/// which looks at nothing but the beginning of each frame, so that it takes as little as it can of
/// the processors that it shares with what is measured.
@NullMarked
package dev.carve.benchmarks.viewers;

import org.jspecify.annotations.NullMarked;
