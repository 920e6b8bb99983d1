package dev.carve.sampler.journal;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;

/// What the entries after a key entry leave out because it says so already.
///
/// @param facts its figures, from which those of later entries are predicted
/// @param examplesPerStep how many examples a step is expected to consume
/// @param model the model's name
/// @param run the run's name
/// @param spec the model's spec as canonical YAML
/// @param plane where surfaces are looked at
/// @param inputPartition partition of topic `minibatches`
/// @param inputs how many inputs the statistics cover
/// @param parameters length of θ
record KeyEntry(
    EntryFacts facts,
    long examplesPerStep,
    String model,
    String run,
    String spec,
    SurfacePlane plane,
    int inputPartition,
    int inputs,
    int parameters) {

  static KeyEntry of(ParameterSnapshot snapshot, SurfacePlane plane, long examplesPerStep) {
    return new KeyEntry(
        EntryCodec.facts(snapshot),
        examplesPerStep,
        snapshot.model(),
        snapshot.run(),
        snapshot.spec(),
        plane,
        snapshot.inputPartition(),
        snapshot.inputStatistics().inputs(),
        snapshot.parameters().length());
  }

  /// The same of a run with another name.
  KeyEntry named(String newRun) {
    return new KeyEntry(
        facts, examplesPerStep, model, newRun, spec, plane, inputPartition, inputs, parameters);
  }

  /// Whether an entry may leave out what this one says.
  boolean covers(ParameterSnapshot snapshot, SurfacePlane otherPlane) {
    return model.equals(snapshot.model())
        && run.equals(snapshot.run())
        && spec.equals(snapshot.spec())
        && inputPartition == snapshot.inputPartition()
        && inputs == snapshot.inputStatistics().inputs()
        && parameters == snapshot.parameters().length()
        && plane.equals(otherPlane);
  }

  long predictedExamplesSeen(long step) {
    return facts.examplesSeen() + (step - facts.step()) * examplesPerStep;
  }

  long predictedInputOffset(long step) {
    return facts.inputOffset() + (step - facts.step());
  }
}
