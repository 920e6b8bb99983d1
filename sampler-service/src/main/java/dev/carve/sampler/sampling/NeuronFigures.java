package dev.carve.sampler.sampling;

import dev.carve.core.surface.SurfaceStatistics;

/// What one surface is like, see [SurfaceStatistics].
///
/// @param minimum lowest finite height
/// @param maximum highest finite height
/// @param mean mean height
/// @param roughness mean norm of the gradient, height per unit of the plane
/// @param plateauShare share of the extent that is nearly level, 0 to 1
/// @param peaks hills whose top lies within the extent
/// @param valleys hollows whose bottom lies within the extent
public record NeuronFigures(
    float minimum,
    float maximum,
    double mean,
    double roughness,
    double plateauShare,
    int peaks,
    int valleys) {

  static NeuronFigures of(SurfaceStatistics measured) {
    return new NeuronFigures(
        measured.levels().minimum(),
        measured.levels().maximum(),
        measured.mean(),
        measured.roughness(),
        measured.plateauShare(),
        measured.peaks(),
        measured.valleys());
  }
}
