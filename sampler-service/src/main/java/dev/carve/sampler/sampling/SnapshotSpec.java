package dev.carve.sampler.sampling;

import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import org.jspecify.annotations.Nullable;

/// A spec as snapshots carry it, parsed once.
///
/// @param yaml the text it was parsed from
/// @param spec what it says
/// @param network its network
record SnapshotSpec(String yaml, ModelSpec spec, Network network) {
  /// The spec of a snapshot.
  ///
  /// @param before one that was parsed earlier, used again if the text is the same
  /// @throws UnusableSnapshotException if it is invalid
  static SnapshotSpec of(ParameterSnapshot snapshot, @Nullable SnapshotSpec before) {
    String yaml = snapshot.spec();
    if (before != null && before.yaml().equals(yaml)) {
      return before;
    }
    try {
      ModelSpec spec = ModelSpec.parse(yaml);
      return new SnapshotSpec(yaml, spec, spec.network());
    } catch (InvalidModelSpecException e) {
      throw new UnusableSnapshotException("spec must be valid: " + e.getMessage());
    }
  }

  /// Checks that a snapshot's parts fit the spec.
  ///
  /// @throws UnusableSnapshotException if one does not
  void requireFitting(ParameterSnapshot snapshot) {
    RecentExamples examples = snapshot.recentExamples();
    requireEqual("parameters", network.parameterCount(), snapshot.parameters().length());
    requireEqual("input statistics", network.inputs(), snapshot.inputStatistics().inputs());
    requireEqual(
        "example features",
        (long) network.inputs() * examples.size(),
        examples.features().length());
    for (int label : examples.labels().array()) {
      if (label < 0 || label >= network.classes()) {
        throw new UnusableSnapshotException(
            "labels must be classes: classes=%d, label=%d".formatted(network.classes(), label));
      }
    }
  }

  private static void requireEqual(String what, long expected, long actual) {
    if (expected != actual) {
      throw new UnusableSnapshotException(
          "%s must fit the spec: expected=%d, actual=%d".formatted(what, expected, actual));
    }
  }

  /// What the network's inputs go through first, or null if it takes them as they are.
  @Nullable Standardizer standardizer(ParameterSnapshot snapshot) {
    return spec.standardize() ? statistics(snapshot) : null;
  }

  /// Running mean and variance of the inputs.
  static Standardizer statistics(ParameterSnapshot snapshot) {
    InputStatistics statistics = snapshot.inputStatistics();
    return Standardizer.of(statistics.count(), statistics.mean(), statistics.m2());
  }
}
