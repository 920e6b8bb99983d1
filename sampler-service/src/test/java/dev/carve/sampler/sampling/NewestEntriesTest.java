package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NewestEntriesTest {
  private final AtomicLong nowNs = new AtomicLong();
  private final AtomicInteger skipped = new AtomicInteger();
  private final NewestEntries entries =
      new NewestEntries(Duration.ofMillis(100), nowNs::get, skipped::incrementAndGet);
  private final Snapshots spirals = Snapshots.of("spirals", "spirals-1", 2);
  private final Snapshots moons = Snapshots.of("moons", "moons-1", 2);

  @Test
  void shouldSkipToTheNewestOfEachModel() {
    entries.put(entry(spirals.at(1)));
    entries.put(entry(moons.at(1)));
    entries.put(entry(spirals.at(2)));
    entries.put(entry(spirals.at(3)));

    assertThat(entries.poll().map(JournalEntry::step)).contains(3L);
    assertThat(entries.poll().map(entry -> entry.snapshot().model())).contains("moons");
    assertThat(entries.poll()).isEmpty();
    assertThat(skipped).hasValue(2);
  }

  @Test
  void shouldDrawAModelOnlySoOftenAndTheNewestInTheEnd() {
    entries.put(entry(spirals.at(1)));
    assertThat(entries.poll()).isPresent();
    entries.put(entry(spirals.at(2)));
    assertThat(entries.poll()).isEmpty();
    entries.put(entry(spirals.at(7)));
    assertThat(entries.lag()).isEqualTo(6);

    nowNs.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(entries.poll().map(JournalEntry::step)).contains(7L);
    assertThat(entries.lag()).isZero();
  }

  @Test
  void shouldDrawWhatWaitsBeforeItEnds() throws InterruptedException {
    entries.put(entry(spirals.at(1)));
    assertThat(entries.poll()).isPresent();
    entries.put(entry(spirals.at(2)));

    entries.close();

    assertThat(entries.take().map(JournalEntry::step)).contains(2L);
    assertThat(entries.take()).isEqualTo(Optional.empty());
  }

  private static JournalEntry entry(ParameterSnapshot snapshot) {
    return new JournalEntry(
        snapshot,
        new PlaneChoice(Optional.empty()).choose(SnapshotSpec.of(snapshot, null), snapshot));
  }
}
