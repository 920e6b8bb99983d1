package dev.carve.sampler.journal;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Lineage;
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
/// @param continuation what the next step needs, without what the optimizer remembers
/// @param lineage where the run comes from
record KeyEntry(
    EntryFacts facts,
    long examplesPerStep,
    String model,
    String run,
    String spec,
    SurfacePlane plane,
    int inputPartition,
    int inputs,
    int parameters,
    Continuation continuation,
    Lineage lineage) {

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
        snapshot.parameters().length(),
        withoutMemory(snapshot.continuation()),
        snapshot.lineage());
  }

  private static Continuation withoutMemory(Continuation continuation) {
    return new Continuation(
        continuation.learningRateScale(), continuation.steadySince(), Floats.empty());
  }

  /// The same of a run with another name.
  KeyEntry named(String newRun) {
    return new KeyEntry(
        facts,
        examplesPerStep,
        model,
        newRun,
        spec,
        plane,
        inputPartition,
        inputs,
        parameters,
        continuation,
        lineage);
  }

  /// Whether an entry may leave out what this one says.
  boolean covers(ParameterSnapshot snapshot, SurfacePlane otherPlane) {
    return model.equals(snapshot.model())
        && run.equals(snapshot.run())
        && spec.equals(snapshot.spec())
        && inputPartition == snapshot.inputPartition()
        && inputs == snapshot.inputStatistics().inputs()
        && parameters == snapshot.parameters().length()
        && continuation.equals(withoutMemory(snapshot.continuation()))
        && lineage.equals(snapshot.lineage())
        && plane.equals(otherPlane);
  }

  long predictedExamplesSeen(long step) {
    return facts.examplesSeen() + (step - facts.step()) * examplesPerStep;
  }

  long predictedInputOffset(long step) {
    return facts.inputOffset() + (step - facts.step());
  }
}
