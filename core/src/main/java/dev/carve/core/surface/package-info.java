/// The landscapes: every neuron as a surface over a plane through the space of inputs.
///
/// A `SurfacePlane` says where, a `SurfaceGrid` how finely, and the `SurfaceSampler` evaluates all
/// neurons at all points. The sampler service calls it for every frame, live and replayed alike.
@NullMarked
package dev.carve.core.surface;

import org.jspecify.annotations.NullMarked;
