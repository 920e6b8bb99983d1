package dev.carve.sampler.replay;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.training.ModelState;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import java.util.Optional;

/// Rebuilds any step of a run, bit for bit: from the nearest earlier snapshot that tells all that
/// the next step needs, and the minibatches that Kafka still keeps.
///
/// May be used by any number of threads.
public final class StepReconstruction {
  private final RunLibrary library;
  private final MinibatchSource minibatches;

  /// Rebuilds steps of all runs of a library.
  ///
  /// @param library opens runs
  /// @param minibatches what Kafka keeps
  public StepReconstruction(RunLibrary library, MinibatchSource minibatches) {
    this.library = library;
    this.minibatches = minibatches;
  }

  /// The parameters of a step.
  ///
  /// @param run the run's name
  /// @param step SGD steps taken
  /// @return as they were; a step that was published is read from the journal
  /// @throws NoSuchRunException if the journal does not hold the run
  /// @throws NoSuchStepException if the run has no such step by now
  /// @throws StepLostException if it can no longer be rebuilt
  /// @throws MinibatchesUnavailableException if Kafka does not answer
  public RebuiltStep at(String run, long step) {
    try (RunReader reader = library.open(run)) {
      JournalEntry nearest = nearest(reader, run, step);
      if (nearest.step() == step) {
        return new RebuiltStep(nearest.snapshot(), nearest.plane(), step);
      }
      return rebuild(reader, nearest, step);
    }
  }

  /// The parameters of a step with all that the next step needs, also what the optimizer remembers.
  ///
  /// @param run the run's name
  /// @param step SGD steps taken
  /// @return as they were
  /// @throws NoSuchRunException if the journal does not hold the run
  /// @throws NoSuchStepException if the run has no such step by now
  /// @throws StepLostException if it can no longer be rebuilt
  /// @throws MinibatchesUnavailableException if Kafka does not answer
  public RebuiltStep toGoOnFrom(String run, long step) {
    try (RunReader reader = library.open(run)) {
      JournalEntry nearest = nearest(reader, run, step);
      if (nearest.step() == step && ModelState.isComplete(nearest.snapshot())) {
        return new RebuiltStep(withInput(reader, nearest), nearest.plane(), step);
      }
      return rebuild(reader, nearest, step);
    }
  }

  /// The minibatch that a step was taken on.
  ///
  /// @param run the run's name
  /// @param step the step after it
  /// @return its examples
  /// @throws IllegalArgumentException if the step is 0, which was taken on none
  /// @throws NoSuchRunException if the journal does not hold the run
  /// @throws NoSuchStepException if the run has no such step by now
  /// @throws StepLostException if the minibatch is no longer kept
  /// @throws MinibatchesUnavailableException if Kafka does not answer
  public LearnedMinibatch minibatchOf(String run, long step) {
    if (step < 1) {
      throw new IllegalArgumentException("step must be positive: step=" + step);
    }
    try (RunReader reader = library.open(run)) {
      nearest(reader, run, step);
      try (StepWalk walk = walkFrom(reader, run, step - 1)) {
        return walk.learned(
            walk.next()
                .orElseThrow(() -> new NoSuchStepException(run, step, 0, walk.state().step())));
      }
    }
  }

  /* A model that was just created does not know yet where its minibatches will come from: the first step tells. */
  private static ParameterSnapshot withInput(RunReader reader, JournalEntry begin) {
    ParameterSnapshot snapshot = begin.snapshot();
    boolean isFirstRun = snapshot.lineage().parentRun().isEmpty();
    if (begin.step() > 0 || !isFirstRun) {
      return snapshot;
    }
    reader.at(begin.step());
    return reader
        .next()
        .filter(next -> next.step() == 1)
        .map(JournalEntry::snapshot)
        .map(next -> snapshot.withInput(next.inputPartition(), next.inputOffset() - 1))
        .orElseThrow(() -> StepLostException.published(0, "the first step is not in the journal"));
  }

  /// Begins to take steps again.
  ///
  /// @param reader of the run; its position changes
  /// @param run the run's name
  /// @param step where to begin
  /// @return a walk at this step, to be closed
  StepWalk walkFrom(RunReader reader, String run, long step) {
    JournalEntry nearest = nearest(reader, run, step);
    StepWalk walk = walk(reader, nearest, step);
    try {
      walk.begin();
      advance(walk, step);
      return walk;
    } catch (RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  private static JournalEntry nearest(RunReader reader, String run, long step) {
    JournalEntry nearest = reader.at(step).orElseThrow(() -> new NoSuchRunException(run));
    boolean isBetween = nearest.step() < step && reader.next().isPresent();
    if (nearest.step() == step || isBetween) {
      return nearest;
    }
    long first = reader.at(0).map(JournalEntry::step).orElse(nearest.step());
    long last = reader.last().map(JournalEntry::step).orElse(nearest.step());
    throw new NoSuchStepException(run, step, first, last);
  }

  private RebuiltStep rebuild(RunReader reader, JournalEntry nearest, long step) {
    try (StepWalk walk = walk(reader, nearest, step)) {
      long from = walk.state().step();
      walk.begin();
      advance(walk, step);
      RebuiltStep rebuilt =
          new RebuiltStep(
              walk.state()
                  .toWholeSnapshot()
                  .withFigures(nearest.snapshot().loss(), nearest.snapshot().accuracy()),
              nearest.plane(),
              from);
      verify(walk);
      return rebuilt;
    } catch (StepLostException e) {
      throw lost(reader, nearest, step, e.why());
    }
  }

  private static StepLostException lost(
      RunReader reader, JournalEntry nearest, long step, String why) {
    if (nearest.step() == step) {
      return StepLostException.published(step, why);
    }
    reader.at(nearest.step());
    long after = reader.next().map(JournalEntry::step).orElse(nearest.step());
    return StepLostException.between(step, nearest.step(), after, why);
  }

  private static void advance(StepWalk walk, long step) {
    while (walk.state().step() < step) {
      if (walk.next().isEmpty()) {
        throw new JournalUnavailableException(
            "the journal must lead to the step: step=%d, last step=%d"
                .formatted(step, walk.state().step()));
      }
    }
  }

  /* On to the next snapshot, whose bits must come out. */
  private static void verify(StepWalk walk) {
    if (walk.state().step() == walk.passed().step()) {
      return;
    }
    walk.upcoming().ifPresent(next -> advance(walk, next.step()));
  }

  private StepWalk walk(RunReader reader, JournalEntry nearest, long step) {
    return new StepWalk(reader, minibatches, base(reader, nearest, step));
  }

  /// The newest snapshot up to a step that tells all that the next step needs. The reader stands
  /// behind it.
  private static JournalEntry base(RunReader reader, JournalEntry nearest, long step) {
    long steadySince = steadySince(reader, nearest, step);
    JournalEntry candidate = nearest;
    while (!ModelState.isComplete(candidate.snapshot())) {
      Optional<JournalEntry> before =
          candidate.step() == 0 ? Optional.empty() : reader.at(candidate.step() - 1);
      if (before.isEmpty()
          || before.get().step() >= candidate.step()
          || before.get().step() < steadySince) {
        throw lost(
            reader,
            nearest,
            step,
            "no snapshot before it, under the same commands, tells all that the next step needs");
      }
      candidate = before.get();
    }
    reader.at(candidate.step());
    return candidate;
  }

  private static long steadySince(RunReader reader, JournalEntry nearest, long step) {
    if (nearest.step() == step) {
      return nearest.snapshot().continuation().steadySince();
    }
    reader.at(nearest.step());
    return reader.next().orElse(nearest).snapshot().continuation().steadySince();
  }
}
