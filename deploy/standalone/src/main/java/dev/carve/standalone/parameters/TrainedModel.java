package dev.carve.standalone.parameters;

import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import java.util.Optional;

/// A model at one step, as it leaves Carve: all that a prediction needs, and where it comes from.
///
/// @param spec what it is
/// @param run the lineage of steps it belongs to
/// @param step SGD steps taken to get here
/// @param parameters θ, layer by layer: weights `[units, inputs]` row-major, then biases `[units]`
/// @param standardizer what features go through first, if the model standardises them
public record TrainedModel(
    ModelSpec spec, String run, long step, Floats parameters, Optional<Standardizer> standardizer) {

  /// Checks the shapes.
  ///
  /// @throws IllegalArgumentException if parameters or standardiser are not those of the spec
  public TrainedModel {
    requireEqual("parameters", spec.network().parameterCount(), parameters.length());
    requireEqual(
        "standardised inputs",
        spec.standardize() ? spec.inputs().size() : 0,
        standardizer.map(Standardizer::inputs).orElse(0));
  }

  /// Takes what a snapshot holds.
  ///
  /// @param snapshot a model at one step
  /// @return the model
  /// @throws IllegalArgumentException if the snapshot's shapes are not those of its spec
  public static TrainedModel of(ParameterSnapshot snapshot) {
    ModelSpec spec = ModelSpec.parse(snapshot.spec());
    InputStatistics statistics = snapshot.inputStatistics();
    return new TrainedModel(
        spec,
        snapshot.run(),
        snapshot.step(),
        snapshot.parameters(),
        spec.standardize()
            ? Optional.of(Standardizer.of(statistics.count(), statistics.mean(), statistics.m2()))
            : Optional.empty());
  }

  /// {@return the shape of the model's network}
  Network network() {
    return spec.network();
  }

  private static void requireEqual(String what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          "%s must fit the spec: expected=%d, actual=%d".formatted(what, expected, actual));
    }
  }
}
