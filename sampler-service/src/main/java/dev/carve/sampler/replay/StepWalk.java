package dev.carve.sampler.replay;

import dev.carve.core.event.Floats;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.ModelTraining;
import dev.carve.core.training.StepOutcome;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Takes the steps of a run again, one after the other, from a snapshot on. Owned by one thread.
///
/// Every snapshot on the way must come out with the same bits, so that minibatches other than those
/// of that time, as in a topic that was made anew, are noticed.
final class StepWalk implements AutoCloseable {
  /*
   * Nothing but minibatches acts between two snapshots, unless the second one says that it is the first step since a
   * change: then it follows the step of the first one, tells the whole state itself, and is stepped onto.
   */
  private final RunReader reader;
  private final MinibatchSource.Reading minibatches;
  private final MinibatchReader minibatch = new MinibatchReader();
  private JournalEntry passed;
  private ModelTraining training;
  private long firstKept;
  private long end;
  private Optional<JournalEntry> upcoming = Optional.empty();

  /// A walk that has not begun.
  ///
  /// @param reader of the run, after `from`; not closed by this
  /// @param source of minibatches
  /// @param from a snapshot that tells all that the next step needs
  StepWalk(RunReader reader, MinibatchSource source, JournalEntry from) {
    this.reader = reader;
    this.passed = from;
    this.training = new ModelTraining(ModelState.of(from.snapshot()));
    this.minibatches = source.open(from.snapshot().inputPartition());
  }

  /// Goes to where the walk begins.
  ///
  /// @throws StepLostException if its minibatches are no longer kept
  void begin() {
    firstKept = minibatches.firstKept();
    minibatches.seek(passed.snapshot().inputOffset());
    lookAhead(passed);
  }

  /// The state at the present step.
  ModelState state() {
    return training.state();
  }

  /// The last snapshot that was passed.
  JournalEntry passed() {
    return passed;
  }

  /// {@return the snapshot that is passed next; empty where the journal ends}
  Optional<JournalEntry> upcoming() {
    return upcoming;
  }

  /// Takes the next step.
  ///
  /// @return empty after the last snapshot
  /// @throws StepLostException if it cannot be taken again
  Optional<TakenStep> next() {
    if (upcoming.isEmpty()) {
      return Optional.empty();
    }
    JournalEntry target = upcoming.get();
    TakenStep taken = isSteadyUpTo(target) ? train(target) : stepOnto(target);
    if (training.state().step() == target.step()) {
      requireSameBits(target);
      lookAhead(target);
    }
    return Optional.of(taken);
  }

  private void lookAhead(JournalEntry from) {
    passed = from;
    upcoming = reader.next();
    if (upcoming.isPresent()) {
      requireKept(from, upcoming.get());
    }
  }

  private boolean isSteadyUpTo(JournalEntry target) {
    return target.snapshot().continuation().steadySince() <= passed.step();
  }

  private void requireKept(JournalEntry from, JournalEntry target) {
    if (target.snapshot().inputOffset() > end) {
      end = minibatches.end();
    }
    long wanted = from.snapshot().inputOffset();
    if (wanted < firstKept || target.snapshot().inputOffset() > end) {
      throw lost(
          "its minibatches from offset %,d on are no longer kept (kept are those from %,d to %,d)"
              .formatted(wanted, firstKept, end));
    }
  }

  private TakenStep train(JournalEntry target) {
    for (Optional<KeptMinibatch> next = nextBefore(target);
        next.isPresent();
        next = nextBefore(target)) {
      KeptMinibatch kept = next.get();
      if (take(kept)) {
        StepOutcome outcome =
            training.consume(target.snapshot().inputPartition(), kept.offset(), kept.timeMs());
        training.state().toBytes();
        if (outcome == StepOutcome.TRAINED) {
          return taken(kept.offset(), kept.timeMs());
        }
      }
    }
    throw lost("the minibatches that are kept do not lead there");
  }

  private Optional<KeptMinibatch> nextBefore(JournalEntry target) {
    return minibatches.next().filter(kept -> kept.offset() < target.snapshot().inputOffset());
  }

  /* What the trainer sent to the dead letters is passed over, by the same checks. */
  private boolean take(KeptMinibatch kept) {
    ParameterSnapshot snapshot = passed.snapshot();
    if (!kept.key().equals(snapshot.lineage().inputKey(snapshot.model()))) {
      return false;
    }
    try {
      minibatch.read(kept.value());
      training.take(minibatch);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private TakenStep stepOnto(JournalEntry target) {
    ParameterSnapshot snapshot = target.snapshot();
    if (target.step() != passed.step() + 1 || !ModelState.isComplete(snapshot)) {
      throw lost("the snapshots next to a command between them are missing");
    }
    long offset = snapshot.inputOffset() - 1;
    minibatches.seek(offset);
    KeptMinibatch kept =
        nextBefore(target)
            .filter(this::take)
            .orElseThrow(() -> lost("its minibatch at offset %,d is not kept".formatted(offset)));
    training = new ModelTraining(ModelState.of(snapshot));
    return taken(offset, kept.timeMs());
  }

  private TakenStep taken(long offset, long timeMs) {
    int[] labels = new int[minibatch.size()];
    minibatch.labels(labels);
    return new TakenStep(
        training.state().step(),
        offset,
        Instant.ofEpochMilli(timeMs),
        Arrays.stream(labels).boxed().toList());
  }

  /// The step that was taken last, with its examples.
  LearnedMinibatch learned(TakenStep step) {
    float[] features = new float[minibatch.size() * minibatch.inputs()];
    minibatch.features(features);
    return new LearnedMinibatch(step, minibatch.inputs(), Floats.of(features));
  }

  private void requireSameBits(JournalEntry target) {
    if (!training.state().hasParameters(target.snapshot().parameters())) {
      throw lost(
          "the minibatches that are kept are not those of that time: they do not give the parameters of step %,d"
              .formatted(target.step()));
    }
  }

  private StepLostException lost(String why) {
    return StepLostException.between(
        training.state().step() + 1,
        passed.step(),
        upcoming.map(JournalEntry::step).orElse(passed.step()),
        why);
  }

  @Override
  public void close() {
    minibatches.close();
  }
}
