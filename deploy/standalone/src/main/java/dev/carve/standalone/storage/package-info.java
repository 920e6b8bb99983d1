/// The data directory of this machine: what lies where, and who holds it.
///
/// The demo takes the whole directory; `fit` takes a part of its own in it.
@NullMarked
package dev.carve.standalone.storage;

import org.jspecify.annotations.NullMarked;
