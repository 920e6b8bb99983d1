package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;

/// The last examples of a run that its snapshots carried, each once, as many as fit.
///
/// Owned by one thread.
final class ExampleReservoir {
  /// How many examples it holds.
  static final int CAPACITY = 256;

  private final int inputs;
  private final float[] features;
  private int size;
  private int next;
  private long examplesSeen;

  ExampleReservoir(int inputs) {
    this.inputs = inputs;
    this.features = new float[CAPACITY * inputs];
  }

  /// Takes the examples of a snapshot that no earlier one carried.
  void add(ParameterSnapshot snapshot) {
    RecentExamples recent = snapshot.recentExamples();
    long unseen = Math.max(0, snapshot.examplesSeen() - examplesSeen);
    int count = (int) Math.min(unseen, recent.size());
    examplesSeen = Math.max(examplesSeen, snapshot.examplesSeen());
    for (int i = recent.size() - count; i < recent.size(); i++) {
      System.arraycopy(recent.features().array(), i * inputs, features, next * inputs, inputs);
      next = (next + 1) % CAPACITY;
      size = Math.min(size + 1, CAPACITY);
    }
  }

  int size() {
    return size;
  }

  /// The examples in no particular order, shape `[size, inputs]`; not to be modified.
  float[] features() {
    return features;
  }
}
