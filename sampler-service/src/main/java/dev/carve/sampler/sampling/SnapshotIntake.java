package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.SamplerMetrics.Outcome;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunJournals;
import dev.carve.sampler.journal.UnjournalableSnapshotException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every snapshot: its plane is laid, it is journalled, and it is handed on to be
/// drawn.
///
/// A run whose journal fails is drawn all the same, and so is a snapshot that no journal takes.
/// Owned by the consumer thread.
public final class SnapshotIntake implements AutoCloseable {
  private static final int RUNS_REMEMBERED = 256;
  private static final Logger log = LoggerFactory.getLogger(SnapshotIntake.class);

  /// What is remembered of a run between two of its snapshots.
  private static final class Run {
    private @Nullable SnapshotSpec spec;
    private @Nullable PlaneChoice planes;
    private long lastStepDrawn = -1;
    private boolean givenUp;
  }

  private final RunJournals journals;
  private final NewestEntries newest;
  private final SamplerMetrics metrics;
  private final Map<String, Run> runs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
          return size() > RUNS_REMEMBERED;
        }
      };

  /// Takes snapshots in.
  ///
  /// @param journals where they are kept
  /// @param newest where they are handed on to be drawn
  /// @param metrics where they are counted
  public SnapshotIntake(RunJournals journals, NewestEntries newest, SamplerMetrics metrics) {
    this.journals = journals;
    this.newest = newest;
    this.metrics = metrics;
  }

  /// Takes in the next snapshot. It is in the journal when this returns, unless no journal takes
  /// it.
  ///
  /// @param snapshot in the order in which they were published
  /// @return whether it is in the journal
  /// @throws UnusableSnapshotException if nothing can be made of it
  /// @throws JournalUnavailableException if it cannot be journalled now; it is drawn all the same
  public boolean take(ParameterSnapshot snapshot) {
    try {
      metrics.snapshot(takeIn(snapshot) ? Outcome.JOURNALLED : Outcome.DUPLICATE);
      return true;
    } catch (JournalUnavailableException e) {
      metrics.snapshot(Outcome.REFUSED);
      journals.close(snapshot.run());
      throw e;
    } catch (UnjournalableSnapshotException e) {
      metrics.snapshot(Outcome.UNJOURNALABLE);
      journals.close(snapshot.run());
      warnOnce(snapshot, e);
      drawOnly(snapshot);
      return false;
    }
  }

  private void warnOnce(ParameterSnapshot snapshot, UnjournalableSnapshotException reason) {
    Run run = runOf(snapshot);
    if (!run.givenUp) {
      run.givenUp = true;
      log.warn(
          "Snapshots of a run are drawn but not journalled, from step {} of model {} on: {}",
          snapshot.step(),
          snapshot.model(),
          reason.getMessage());
    }
  }

  /// Hands a snapshot on to be drawn without journalling it.
  ///
  /// @param snapshot of a run whose journal is failing
  /// @throws UnusableSnapshotException if nothing can be made of it
  public void drawOnly(ParameterSnapshot snapshot) {
    Run run = runOf(snapshot);
    SnapshotSpec spec = checkedSpec(run, snapshot);
    if (snapshot.step() > run.lastStepDrawn) {
      SurfacePlane plane = planesOf(run, Optional.empty()).choose(spec, snapshot);
      draw(run, new JournalEntry(snapshot, plane));
    }
  }

  private boolean takeIn(ParameterSnapshot snapshot) {
    Run run = runOf(snapshot);
    SnapshotSpec spec = checkedSpec(run, snapshot);
    RunJournal journal = journals.journalOf(snapshot);
    Optional<JournalEntry> last = journal.last();
    if (last.isPresent() && snapshot.step() <= last.get().step()) {
      return false;
    }
    SurfacePlane plane = planesOf(run, last).choose(spec, snapshot);
    metrics
        .append()
        .record(() -> journal.append(snapshot, plane))
        .filter(entry -> entry.step() > run.lastStepDrawn)
        .ifPresent(entry -> draw(run, entry));
    return true;
  }

  private Run runOf(ParameterSnapshot snapshot) {
    return runs.computeIfAbsent(snapshot.run(), _ -> new Run());
  }

  private static SnapshotSpec checkedSpec(Run run, ParameterSnapshot snapshot) {
    SnapshotSpec spec = SnapshotSpec.of(snapshot, run.spec);
    run.spec = spec;
    spec.requireFitting(snapshot);
    return spec;
  }

  private static PlaneChoice planesOf(Run run, Optional<JournalEntry> last) {
    PlaneChoice planes = run.planes;
    if (planes == null) {
      planes = new PlaneChoice(last.map(JournalEntry::plane));
      run.planes = planes;
    }
    return planes;
  }

  private void draw(Run run, JournalEntry entry) {
    run.lastStepDrawn = entry.step();
    newest.put(entry);
  }

  /// {@return whether the disk has space for what is to be journalled}
  public boolean hasSpace() {
    return journals.hasSpace();
  }

  /// Closes journals that are no longer written.
  public void closeIdle() {
    journals.closeIdle();
  }

  /// Closes all journals; the next snapshot of a run opens its journal again.
  public void closeJournals() {
    journals.closeAll();
    runs.clear();
  }

  /// Closes all journals.
  @Override
  public void close() {
    journals.close();
  }
}
