/// Arithmetic on flat float arrays: products of matrices, elementary functions and sums.
///
/// Every element of a result is a sum whose terms are added in ascending order with fused
/// multiply-add, and every elementary function is built from the same few exactly rounded
/// operations, so that results are the same bits on every machine. Callers are the forward and
/// backward pass, the optimizers and the sampler; nothing here knows what a network is.
@NullMarked
package dev.carve.core.matrix;

import org.jspecify.annotations.NullMarked;
