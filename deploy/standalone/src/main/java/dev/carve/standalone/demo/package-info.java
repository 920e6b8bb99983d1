/// Everything in one process: broker, stream, trainer, sampler and dashboard.
///
/// The command `demo` starts it, and its status line tells how training goes.
@NullMarked
package dev.carve.standalone.demo;

import org.jspecify.annotations.NullMarked;
