package dev.carve.dashboard.live;

import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one model at one moment.
///
/// @param name the model's name
/// @param spec its newest spec, or null while none was seen that can be read
/// @param lineage where its newest run comes from, and whose minibatches it takes
/// @param frame its newest frame, or null while there is none
/// @param frames how many frames there were, so that a viewer knows how many passed him by
/// @param metrics its newest metrics, or null while there are none
/// @param events the newest events, oldest first, at most {@link #EVENTS_KEPT}
/// @param eventsSeen how many events there were
/// @param <F> what viewers get of a frame
public record LiveModel<F>(
    String name,
    @Nullable LiveSpec spec,
    Lineage lineage,
    @Nullable F frame,
    long frames,
    @Nullable TrainingMetrics metrics,
    List<ModelEvent> events,
    long eventsSeen) {

  /// How many events of a model are kept.
  public static final int EVENTS_KEPT = 200;

  /// Keeps its own copy of the events.
  public LiveModel {
    events = List.copyOf(events);
  }

  static <F> LiveModel<F> named(String name) {
    return new LiveModel<>(name, null, Lineage.none(), null, 0, null, List.of(), 0);
  }

  LiveModel<F> withFrame(F newFrame, String yaml) {
    return new LiveModel<>(
        name, LiveSpec.of(yaml, spec), lineage, newFrame, frames + 1, metrics, events, eventsSeen);
  }

  LiveModel<F> withMetrics(TrainingMetrics newMetrics) {
    return new LiveModel<>(name, spec, lineage, frame, frames, newMetrics, events, eventsSeen);
  }

  LiveModel<F> withEvent(ModelEvent event) {
    List<ModelEvent> newest =
        new ArrayList<>(
            events.subList(Math.max(0, events.size() + 1 - EVENTS_KEPT), events.size()));
    newest.add(event);
    boolean begins = !event.spec().isEmpty();
    return new LiveModel<>(
        name,
        begins ? LiveSpec.of(event.spec(), spec) : spec,
        begins ? event.lineage() : lineage,
        frame,
        frames,
        metrics,
        newest,
        eventsSeen + 1);
  }

  /// The run it is in, as far as is known: the run of its newest metrics, or else of its newest
  /// event.
  ///
  /// @return empty before its first run
  public String run() {
    if (metrics != null) {
      return metrics.run();
    }
    return events.isEmpty() ? "" : events.getLast().run();
  }

  /// {@return the events after the first `seen` ones, as far as they are kept, oldest first}
  ///
  /// @param seen how many events the asker knows
  public List<ModelEvent> eventsAfter(long seen) {
    long unseen = Math.clamp(eventsSeen - seen, 0L, (long) events.size());
    return events.subList(events.size() - (int) unseen, events.size());
  }
}
