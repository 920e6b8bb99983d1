/// Proves on this machine what Carve promises: exactly once, and the same bits.
///
/// `carve verify` comes in with a number of kills; a report goes out that says what was compared.
/// Everything happens in a temporary directory, with a broker and trainers in processes of their
/// own.
@NullMarked
package dev.carve.standalone.verify;

import org.jspecify.annotations.NullMarked;
