package dev.carve.sampler.replay;

import dev.carve.core.surface.SurfacePlane;
import java.util.List;

/// Which minibatches carved a neuron's surface between two steps.
///
/// @param question what was asked
/// @param plane where the surface was looked at
/// @param moved mean absolute change of the surface's height, over the grid, from the first step to
///   the last
/// @param carvers those that moved it most, the largest movement first
public record CarverRanking(
    CarverQuestion question, SurfacePlane plane, double moved, List<Carver> carvers) {}
