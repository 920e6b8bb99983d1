/// What is said about measurements: on the terminal, in Markdown and in JSON, always with the
/// machine that gave them.
@NullMarked
package dev.carve.benchmarks.report;

import org.jspecify.annotations.NullMarked;
