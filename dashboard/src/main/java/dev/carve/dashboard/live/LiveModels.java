package dev.carve.dashboard.live;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The newest of everything known about every model.
///
/// @param <F> what viewers get of a frame
public final class LiveModels<F> {
  /*
   * Consumer threads put, everybody may read. Each model is one immutable value that is replaced as a whole, so a reader
   * never waits and never sees half an update. Nothing is queued: a subscriber is told that a model changed and comes for
   * its newest state when it can, however many changes that skips.
   *
   * A rejected command may name a model that never came to be: such events count for their model only if it exists.
   */
  private final ConcurrentHashMap<String, LiveModel<F>> models = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<String>> subscribers = new CopyOnWriteArrayList<>();

  /// Nothing is known at first.
  public LiveModels() {}

  /// Makes a frame the newest of its model.
  ///
  /// @param model the model's name
  /// @param spec the model's spec as the frame gives it
  /// @param frame what viewers get of it
  public void putFrame(String model, String spec, F frame) {
    update(model, known -> known.withFrame(frame, spec));
  }

  /// Takes an older frame for want of a newer one.
  ///
  /// @param model the model's name
  /// @param spec the model's spec as the frame gives it
  /// @param frame what viewers get of it
  public void putFrameIfNone(String model, String spec, F frame) {
    update(model, known -> known.frame() == null ? known.withFrame(frame, spec) : known);
  }

  /// Makes metrics the newest of their model.
  ///
  /// @param metrics how training goes
  public void putMetrics(TrainingMetrics metrics) {
    update(metrics.model(), known -> known.withMetrics(metrics));
  }

  /// Adds an event to its model.
  ///
  /// @param event what happened
  public void putEvent(ModelEvent event) {
    if (event.type() == ModelEvent.Type.REJECTED && !models.containsKey(event.model())) {
      return;
    }
    update(event.model(), known -> known.withEvent(event));
  }

  /// All models, by name.
  ///
  /// @return what is known of each now
  public List<LiveModel<F>> all() {
    return models.values().stream().sorted(Comparator.comparing(LiveModel::name)).toList();
  }

  /// One model.
  ///
  /// @param name the model's name
  /// @return what is known of it now, or empty
  public Optional<LiveModel<F>> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /// Calls back with the name of every model that changes from now on.
  ///
  /// @param subscriber called on the thread that brought the change; must return at once
  /// @return what ends the subscription
  public Runnable subscribe(Consumer<String> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  private void update(String model, UnaryOperator<LiveModel<F>> change) {
    models.compute(
        model, (name, known) -> change.apply(known == null ? LiveModel.named(name) : known));
    subscribers.forEach(subscriber -> subscriber.accept(model));
  }
}
