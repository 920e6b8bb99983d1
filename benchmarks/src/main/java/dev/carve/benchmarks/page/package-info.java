/// What the page does in a real browser, as far as it is measured: how late it draws, how often,
/// and what it keeps.
///
/// A browser is a large thing to have, so whatever drives it lies in a module of its own and is
/// found by `ServiceLoader` as a {@link dev.carve.benchmarks.page.PageBenchmark}.
@NullMarked
package dev.carve.benchmarks.page;

import org.jspecify.annotations.NullMarked;
