package dev.carve.sampler.sampling;

import dev.carve.sampler.journal.JournalEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What is to be drawn next: of each model the newest entry and nothing else.
///
/// An entry that comes before its predecessor was taken replaces it. A model is drawn at most so
/// often; what comes in between waits, so that the newest is drawn in the end. Models take turns.
/// May be used by any number of threads.
public final class NewestEntries {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Drawn(long step, long atNs) {}

  private final long intervalNs;
  private final LongSupplier nanoTime;
  private final Runnable skipped;
  private final Map<String, JournalEntry> waiting = new LinkedHashMap<>();
  private final Map<String, Drawn> drawn = new HashMap<>();
  private boolean closed;

  /// Nothing to draw yet.
  ///
  /// @param interval shortest time between two frames of a model
  /// @param nanoTime the time that passes, in ns
  /// @param skipped told of every entry that was replaced
  public NewestEntries(Duration interval, LongSupplier nanoTime, Runnable skipped) {
    this.intervalNs = interval.toNanos();
    this.nanoTime = nanoTime;
    this.skipped = skipped;
  }

  /// Puts an entry in the place of the one that waits.
  ///
  /// @param entry the newest of its model
  public synchronized void put(JournalEntry entry) {
    if (waiting.put(entry.snapshot().model(), entry) != null) {
      skipped.run();
    }
    notifyAll();
  }

  /// Takes the entry of the model that waits longest, as soon as it may be drawn.
  ///
  /// @return empty after closing, when nothing waits any more
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public synchronized Optional<JournalEntry> take() throws InterruptedException {
    while (true) {
      Optional<JournalEntry> due = poll();
      if (due.isPresent() || (closed && waiting.isEmpty())) {
        return due;
      }
      if (waiting.isEmpty()) {
        wait();
      } else {
        wait(Math.max(1, shortestPauseNs() / NANOS_PER_MILLI));
      }
    }
  }

  /// Takes an entry that may be drawn now.
  ///
  /// @return empty if there is none
  public synchronized Optional<JournalEntry> poll() {
    long now = nanoTime.getAsLong();
    Iterator<Map.Entry<String, JournalEntry>> models = waiting.entrySet().iterator();
    while (models.hasNext()) {
      Map.Entry<String, JournalEntry> model = models.next();
      if (closed || pauseNs(model.getKey(), now) <= 0) {
        models.remove();
        drawn.put(model.getKey(), new Drawn(model.getValue().step(), now));
        return Optional.of(model.getValue());
      }
    }
    return Optional.empty();
  }

  private long shortestPauseNs() {
    long now = nanoTime.getAsLong();
    return waiting.keySet().stream().mapToLong(model -> pauseNs(model, now)).min().orElse(0);
  }

  private long pauseNs(String model, long now) {
    Drawn last = drawn.get(model);
    return last == null ? 0 : last.atNs() + intervalNs - now;
  }

  /// How far drawing is behind.
  ///
  /// @return steps between the waiting entry and the one drawn before, of the model farthest behind
  public synchronized long lag() {
    return waiting.values().stream().mapToLong(this::lag).max().orElse(0);
  }

  private long lag(JournalEntry entry) {
    Drawn last = drawn.get(entry.snapshot().model());
    return last == null ? entry.step() : Math.max(0, entry.step() - last.step());
  }

  /// Lets what waits be taken at once, and then ends.
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
