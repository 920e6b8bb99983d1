/// When a model's parameters are published, and what is published with them.
///
/// Called by the training and control processors, in between steps.
@NullMarked
package dev.carve.trainer.snapshot;

import org.jspecify.annotations.NullMarked;
