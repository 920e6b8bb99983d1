package dev.carve.sampler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the sampler measures for its operator.
///
/// `sampler.snapshot.lag` (steps between the newest snapshot and the one drawn last, of the model
/// farthest behind), `sampler.snapshots` by `outcome`, `sampler.evaluate`, `sampler.frames`,
/// `sampler.frames.failed`, `sampler.snapshots.skipped`, `journal.append`, `journal.open`,
/// `journal.notes`, `journal.full` and `sampler.replay.frames`.
public final class SamplerMetrics {
  /// What became of a snapshot that was consumed.
  public enum Outcome {
    /// It is in the journal now.
    JOURNALLED,
    /// It was in the journal before.
    DUPLICATE,
    /// Nothing could be made of it.
    UNUSABLE,
    /// The journal could not take it; it is tried again.
    REFUSED,
    /// No journal takes it; it is drawn only.
    UNJOURNALABLE
  }

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> snapshots = new EnumMap<>(Outcome.class);
  private final Counter skipped;
  private final Counter published;
  private final Counter failed;
  private final Counter replayed;
  private final Counter noted;
  private final Timer append;
  private final Timer evaluate;

  /// Registers the meters.
  ///
  /// @param registry where they are read
  public SamplerMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      snapshots.put(
          outcome,
          Counter.builder("sampler.snapshots")
              .description("Snapshots consumed, by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.skipped = counter("sampler.snapshots.skipped", "Snapshots journalled but never drawn");
    this.published = counter("sampler.frames", "Frames published");
    this.failed = counter("sampler.frames.failed", "Frames that could not be drawn or published");
    this.replayed = counter("sampler.replay.frames", "Frames evaluated again from the journal");
    this.noted = counter("journal.notes", "Metrics and events kept with their run");
    this.append = timer("journal.append", "Appending one snapshot to its run's journal");
    this.evaluate = timer("sampler.evaluate", "Evaluating all surfaces of one frame");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .register(registry);
  }

  /// Watches how far drawing is behind.
  ///
  /// @param steps asked whenever the meter is read
  public void watchLag(Supplier<Number> steps) {
    Gauge.builder("sampler.snapshot.lag", steps)
        .description("Steps between the newest snapshot and the one drawn last")
        .baseUnit("steps")
        .strongReference(true)
        .register(registry);
  }

  /// Watches how many journals are open.
  ///
  /// @param journals asked whenever the meter is read
  public void watchOpenJournals(Supplier<Number> journals) {
    Gauge.builder("journal.open", journals)
        .description("Runs open for appending")
        .strongReference(true)
        .register(registry);
  }

  /// Watches whether the journal takes nothing because the disk is full.
  ///
  /// @param full asked whenever the meter is read
  public void watchFullDisk(BooleanSupplier full) {
    Gauge.builder("journal.full", () -> full.getAsBoolean() ? 1 : 0)
        .description("Whether nothing is journalled because the disk is full")
        .strongReference(true)
        .register(registry);
  }

  /// Counts a note that the journal took.
  public void noted() {
    noted.increment();
  }

  /// Counts a snapshot that was consumed.
  ///
  /// @param outcome what became of it
  public void snapshot(Outcome outcome) {
    Objects.requireNonNull(snapshots.get(outcome)).increment();
  }

  /// Counts a snapshot that a newer one overtook before it was drawn.
  public void skipped() {
    skipped.increment();
  }

  /// Counts a frame that was published.
  public void published() {
    published.increment();
  }

  /// Counts a frame that could not be drawn or published.
  public void failed() {
    failed.increment();
  }

  /// Counts a frame that was evaluated again.
  public void replayed() {
    replayed.increment();
  }

  /// {@return the timer of appending}
  public Timer append() {
    return append;
  }

  /// {@return the timer of evaluating}
  public Timer evaluate() {
    return evaluate;
  }
}
