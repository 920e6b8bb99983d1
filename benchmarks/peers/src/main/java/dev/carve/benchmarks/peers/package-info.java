/// Other libraries that take the same step of stochastic gradient descent, each as one of its users
/// would let it do so, as fast as it can.
///
/// Loaded by name into processes of their own, whose class path alone has these libraries.
@NullMarked
package dev.carve.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
