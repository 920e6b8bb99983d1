package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveModelsTest {
  private final LiveModels<String> models = new LiveModels<>();

  @Test
  void shouldKeepTheNewestOfEverything() {
    models.putFrame("moons", Samples.SPEC.formatted("moons"), "frame 1");
    models.putFrame("moons", "nonsense", "frame 2");
    models.putMetrics(Samples.metrics("moons", "moons-1", 3));
    models.putEvent(Samples.event("moons", ModelEvent.Type.DRIFT, ""));

    LiveModel<String> moons = models.find("moons").orElseThrow();

    assertThat(moons.frame()).isEqualTo("frame 2");
    assertThat(moons.frames()).isEqualTo(2);
    assertThat(moons.spec()).as("the newest that can be read").isNotNull();
    assertThat(moons.run()).isEqualTo("moons-1");
    assertThat(moons.metrics()).isEqualTo(Samples.metrics("moons", "moons-1", 3));
    assertThat(moons.events()).containsExactly(Samples.event("moons", ModelEvent.Type.DRIFT, ""));
  }

  @Test
  void shouldTakeAnOlderFrameOnlyForWantOfANewerOne() {
    models.putFrameIfNone("moons", "", "recalled");
    assertThat(models.find("moons").orElseThrow().frame()).isEqualTo("recalled");

    models.putFrame("moons", "", "live");
    models.putFrameIfNone("moons", "", "recalled");
    assertThat(models.find("moons").orElseThrow().frame()).isEqualTo("live");
    assertThat(models.find("moons").orElseThrow().frames()).isEqualTo(2);
  }

  @Test
  void shouldListModelsByName() {
    models.putFrame("spirals", "", "");
    models.putFrame("circles", "", "");
    models.putFrame("moons", "", "");

    assertThat(models.all())
        .extracting(LiveModel::name)
        .containsExactly("circles", "moons", "spirals");
  }

  @Test
  void shouldKeepOnlyTheNewestEvents() {
    for (int i = 0; i < 2 * LiveModel.EVENTS_KEPT; i++) {
      models.putEvent(Samples.event("moons", ModelEvent.Type.DRIFT, Integer.toString(i)));
    }

    LiveModel<String> moons = models.find("moons").orElseThrow();

    assertThat(moons.eventsSeen()).isEqualTo(2 * LiveModel.EVENTS_KEPT);
    assertThat(moons.events()).hasSize(LiveModel.EVENTS_KEPT);
    assertThat(moons.events().getLast().commandId()).isEqualTo("399");
    assertThat(moons.eventsAfter(397))
        .extracting(ModelEvent::commandId)
        .containsExactly("397", "398", "399");
    assertThat(moons.eventsAfter(400)).isEmpty();
    assertThat(moons.eventsAfter(3)).hasSize(LiveModel.EVENTS_KEPT);
  }

  @Test
  void shouldNotKnowAModelThatWasRejected() {
    models.putEvent(Samples.event("moons", ModelEvent.Type.REJECTED, ""));

    assertThat(models.find("moons")).isEmpty();
  }

  @Test
  void shouldTellSubscribersWhichModelChanged() {
    List<String> changed = new ArrayList<>();
    Runnable unsubscribe = models.subscribe(changed::add);

    models.putFrame("moons", "", "");
    models.putMetrics(Samples.metrics("spirals", "spirals-1", 1));
    unsubscribe.run();
    models.putFrame("circles", "", "");

    assertThat(changed).containsExactly("moons", "spirals");
  }
}
