package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.sampler.Snapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExampleThinningTest {
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);

  @Test
  void shouldTakeAllExamplesOfTheFirstSnapshot() {
    ParameterSnapshot first = snapshots.at(10);

    assertThat(ExampleThinning.choose(first, null)).isEqualTo(first.recentExamples());
  }

  @Test
  void shouldTakeAsManyAsFitIntoAFifthOfTheParameters() {
    assertThat(ExampleThinning.choose(snapshots.at(11), snapshots.at(10)).size()).isEqualTo(2);
    Snapshots large = Snapshots.of(Snapshots.spec("wide", 2, 32), "wide-1", Duration.ofMillis(50));
    assertThat(ExampleThinning.choose(large.at(11), large.at(10)).size()).isEqualTo(32);
  }

  @Test
  void shouldTakeOneWhenNoneFits() {
    Snapshots many = Snapshots.of(Snapshots.spec("many", 500, 2), "many-1", Duration.ofMillis(50));

    assertThat(ExampleThinning.choose(many.at(11), many.at(10)).size()).isEqualTo(1);
  }

  @Test
  void shouldTakeMoreWhenSnapshotsAreRare() {
    assertThat(ExampleThinning.choose(snapshots.at(60), snapshots.at(10)).size()).isEqualTo(20);
  }

  @Test
  void shouldTakeOnlyWhatTheSnapshotBeforeHadNotSeen() {
    RecentExamples all = snapshots.at(60).recentExamples();

    RecentExamples chosen = ExampleThinning.choose(snapshots.at(60), snapshots.at(59));

    assertThat(all.labels().array()).endsWith(chosen.labels().get(chosen.size() - 1));
    for (int i = 0; i < chosen.size(); i++) {
      int from = 64 - 32 + (i + 1) * 32 / chosen.size() - 1;
      assertThat(chosen.features().get(2 * i)).isEqualTo(all.features().get(2 * from));
    }
    assertThat(ExampleThinning.choose(snapshots.at(60), snapshots.at(60)).size()).isZero();
  }
}
