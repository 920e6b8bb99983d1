package dev.carve.sampler.journal;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which of a snapshot's recent examples its journal entry brings.
///
/// Only examples that the snapshot before had not seen are new. Of these as many are taken, evenly
/// spaced, as fit into a fifth of the parameters' bytes together with the rest of the entry, so
/// that a run's journal stays about as large as its parameters; but at least one, and where
/// snapshots are more than a second apart eight for every second, so that what is shown does not
/// grow old.
final class ExampleThinning {
  private static final double BYTES_OVER_PARAMETERS = 0.2;
  private static final int BYTES_OF_FACTS = 40;
  private static final double EXAMPLES_A_SECOND = 8;

  private ExampleThinning() {}

  static RecentExamples choose(ParameterSnapshot snapshot, @Nullable ParameterSnapshot before) {
    int unseen = unseen(snapshot, before);
    int taken = Math.min(unseen, allowed(snapshot, before));
    return taken == 0 ? RecentExamples.none() : evenly(snapshot.recentExamples(), unseen, taken);
  }

  private static int unseen(ParameterSnapshot snapshot, @Nullable ParameterSnapshot before) {
    int size = snapshot.recentExamples().size();
    if (before == null) {
      return size;
    }
    long consumed = Math.max(0, snapshot.examplesSeen() - before.examplesSeen());
    return (int) Math.min(size, consumed);
  }

  private static int allowed(ParameterSnapshot snapshot, @Nullable ParameterSnapshot before) {
    if (before == null) {
      return ExampleWindow.EXAMPLES;
    }
    int inputs = snapshot.inputStatistics().inputs();
    double bytes =
        BYTES_OVER_PARAMETERS * Float.BYTES * snapshot.parameters().length()
            - 2.0 * Double.BYTES * inputs
            - BYTES_OF_FACTS;
    double fitting = bytes / (1.0 + Float.BYTES * inputs);
    double seconds = Duration.between(before.time(), snapshot.time()).toMillis() / 1000.0;
    double fresh = seconds > 1 ? EXAMPLES_A_SECOND * seconds : 0;
    return (int) Math.clamp(Math.max(fitting, fresh), 1, ExampleWindow.EXAMPLES);
  }

  private static RecentExamples evenly(RecentExamples recent, int unseen, int taken) {
    int inputs = recent.features().length() / recent.size();
    float[] features = new float[taken * inputs];
    int[] labels = new int[taken];
    int oldest = recent.size() - unseen;
    for (int i = 0; i < taken; i++) {
      int from = oldest + (int) ((i + 1L) * unseen / taken) - 1;
      System.arraycopy(recent.features().array(), from * inputs, features, i * inputs, inputs);
      labels[i] = recent.labels().get(from);
    }
    return new RecentExamples(Floats.of(features), Ints.of(labels));
  }
}
