package dev.carve.sampler.journal;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.RecentExamples;
import java.util.ArrayDeque;
import java.util.Deque;

/// The examples to show with a snapshot: those that the last entries brought, oldest first.
///
/// What it holds depends on nothing but the last {@value #ENTRIES} entries, so that a reader who
/// starts in the middle of a run sees the same examples as one who followed it from the beginning.
/// Owned by one thread at a time.
final class ExampleWindow {
  /// How many entries an example is shown for.
  static final int ENTRIES = 128;

  /// How many examples are shown at most.
  static final int EXAMPLES = 256;

  private record Brought(long entry, RecentExamples examples) {}

  private final Deque<Brought> window = new ArrayDeque<>();
  private long entries;
  private int examples;

  /// Takes in what one more entry brought, and lets go of what is too old.
  void add(RecentExamples brought) {
    entries++;
    if (brought.size() > 0) {
      window.addLast(new Brought(entries, brought));
      examples += brought.size();
    }
    while (!window.isEmpty() && isOutdated(window.getFirst())) {
      examples -= window.removeFirst().examples().size();
    }
  }

  /// Starts over with the examples of an entry that stands alone.
  void restart(RecentExamples complete) {
    window.clear();
    examples = 0;
    add(complete);
  }

  private boolean isOutdated(Brought oldest) {
    return oldest.entry() <= entries - ENTRIES || examples - oldest.examples().size() >= EXAMPLES;
  }

  /// The examples to show now.
  RecentExamples shown() {
    if (examples == 0) {
      return RecentExamples.none();
    }
    int inputs = inputs(window.getLast().examples());
    int size = Math.min(examples, EXAMPLES);
    float[] features = new float[size * inputs];
    int[] labels = new int[size];
    int surplus = examples - size;
    int next = 0;
    for (Brought brought : window) {
      int from = Math.min(surplus, brought.examples().size());
      int count = brought.examples().size() - from;
      surplus -= from;
      System.arraycopy(
          brought.examples().features().array(),
          from * inputs,
          features,
          next * inputs,
          count * inputs);
      System.arraycopy(brought.examples().labels().array(), from, labels, next, count);
      next += count;
    }
    return new RecentExamples(Floats.of(features), Ints.of(labels));
  }

  private static int inputs(RecentExamples some) {
    return some.features().length() / some.size();
  }
}
