package dev.carve.sampler.sampling;

import dev.carve.core.event.ModelEvent;
import dev.carve.sampler.journal.JournalFullException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody, once, that nothing is journalled because the disk is full, and once that it
/// goes on.
///
/// The log has one warning, the meter `journal.full` is 1, and each run that is concerned has an
/// event. Owned by the consumer thread; the meter is read by any.
public final class JournalAlarm {
  private static final Logger log = LoggerFactory.getLogger(JournalAlarm.class);

  private final Consumer<ModelEvent> events;
  private final InstantSource clock;
  private final Map<String, RunMoment> stopped = new LinkedHashMap<>();
  private volatile boolean raised;

  /// An alarm that is not raised.
  ///
  /// @param events where events are published
  /// @param clock tells their time
  public JournalAlarm(Consumer<ModelEvent> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /// {@return whether nothing is journalled now}
  public boolean isRaised() {
    return raised;
  }

  /// Tells that a run is not journalled.
  ///
  /// @param moment from which step on
  /// @param reason what the journal said
  void raise(RunMoment moment, JournalFullException reason) {
    if (!raised) {
      raised = true;
      log.warn("Nothing is journalled until there is space again: {}", reason.getMessage());
    }
    if (stopped.putIfAbsent(moment.run(), moment) == null) {
      publish(
          moment,
          ModelEvent.Type.JOURNAL_STOPPED,
          "%s is not journalled, training goes on: %s"
              .formatted(moment.model(), reason.getMessage()));
    }
  }

  /// Ends the alarm when there is space.
  ///
  /// @param space asked only while the alarm is raised
  void watch(BooleanSupplier space) {
    if (!raised || !space.getAsBoolean()) {
      return;
    }
    raised = false;
    log.info("There is space again, what was not journalled is read again from Kafka");
    stopped
        .values()
        .forEach(moment ->
            publish(
                moment,
                ModelEvent.Type.JOURNAL_RESUMED,
                "%s is journalled again, from where it stopped".formatted(moment.model())));
    stopped.clear();
  }

  private void publish(RunMoment moment, ModelEvent.Type type, String text) {
    events.accept(
        new ModelEvent(
            moment.model(), moment.run(), moment.step(), type, text, clock.instant(), "", ""));
  }
}
