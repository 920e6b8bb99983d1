package dev.carve.standalone.model;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Which models there are and how they are, read from the topics when asked.
public final class ModelCatalog {
  private static final long METRICS_READ = 2_000; // offsets from the end of a partition
  private static final long SNAPSHOTS_READ = 256;

  private final String bootstrapServers;

  /// The catalog of one cluster.
  ///
  /// @param bootstrapServers where Kafka is
  public ModelCatalog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// {@return all models by name}
  public List<ModelStatus> list() {
    Map<String, Begun> models = new TreeMap<>();
    try (TopicRecords<ModelEvent> events = new TopicRecords<>(bootstrapServers, Topics.EVENTS)) {
      events.readAll(event -> note(models, event));
    }
    Map<String, TrainingMetrics> newest = new HashMap<>();
    if (!models.isEmpty()) {
      try (TopicRecords<TrainingMetrics> metrics =
          new TopicRecords<>(bootstrapServers, Topics.METRICS)) {
        metrics.readLast(METRICS_READ, figures -> newest.put(figures.model(), figures));
      }
    }
    return models.values().stream()
        .map(model ->
            new ModelStatus(
                model.event.model(),
                model.event.run(),
                model.event.spec(),
                model.event.lineage(),
                model.last,
                Optional.ofNullable(newest.get(model.event.model()))
                    .filter(figures -> figures.run().equals(model.event.run()))))
        .toList();
  }

  /// Looks for one model.
  ///
  /// @param name the model's name
  /// @return the model, if it exists
  public Optional<ModelStatus> find(String name) {
    return list().stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /// Reads what happened to a model.
  ///
  /// @param name the model's name
  /// @param count how many events at most
  /// @return the newest events, oldest first
  public List<ModelEvent> events(String name, int count) {
    Deque<ModelEvent> newest = new ArrayDeque<>();
    try (TopicRecords<ModelEvent> events = new TopicRecords<>(bootstrapServers, Topics.EVENTS)) {
      events.readAll(event -> {
        if (event.model().equals(name)) {
          newest.add(event);
          if (newest.size() > count) {
            newest.remove();
          }
        }
      });
    }
    return new ArrayList<>(newest);
  }

  /// Looks for the newest parameters of a model, from the topic's end backwards.
  ///
  /// @param name the model's name
  /// @return its newest snapshot, if the topic still holds one
  public Optional<ParameterSnapshot> newestSnapshot(String name) {
    AtomicReference<@Nullable ParameterSnapshot> newest = new AtomicReference<>();
    try (TopicRecords<ParameterSnapshot> snapshots =
        new TopicRecords<>(bootstrapServers, Topics.SNAPSHOTS)) {
      long size = snapshots.size();
      for (long count = SNAPSHOTS_READ; newest.get() == null; count *= 8) {
        snapshots.readLast(
            count,
            snapshot -> {
              if (snapshot.model().equals(name)) {
                newest.set(snapshot);
              }
            });
        if (count >= size) {
          break;
        }
      }
    }
    return Optional.ofNullable(newest.get());
  }

  /// The event that began a model's newest run, and the newest of all.
  private record Begun(ModelEvent event, ModelEvent last) {}

  private static void note(Map<String, Begun> models, ModelEvent event) {
    if (event.type() == ModelEvent.Type.REJECTED) {
      return;
    }
    boolean begins = !event.spec().isEmpty();
    models.compute(
        event.model(),
        (_, known) -> {
          if (begins) {
            return new Begun(event, event);
          }
          return known == null ? null : new Begun(known.event(), event);
        });
  }
}
