/// Training on a bounded input, through the same topics and the same trainer as a stream.
///
/// The command `fit` hands in a source and a spec, and gets a report and parameters.
@NullMarked
package dev.carve.standalone.fit;

import org.jspecify.annotations.NullMarked;
