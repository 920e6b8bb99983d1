package dev.carve.sampler.replay;

/// A minibatch and how it carved one neuron's surface.
///
/// @param step the step that was taken on it
/// @param moved mean absolute change of the surface's height, over the grid, by this step
/// @param share of the whole change between the first and the last step that this step made: ⟨Δ, D⟩
///   / ⟨D, D⟩ with its own change Δ and the whole change D. The shares of all steps add up to 1;
///   one below 0 carved the other way. 0 if nothing changed on the whole
public record Carver(TakenStep step, double moved, double share) {}
