package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.event.ModelEvent;
import dev.carve.sampler.journal.RunSummary;

/// Recorded runs for machines.
final class RunJson {
  private RunJson() {}

  static ObjectNode of(RunSummary run) {
    ObjectNode document =
        Json.object()
            .put("run", run.run())
            .put("model", run.model())
            .put("startedAt", run.startedAt().toString())
            .put("updatedAt", run.updatedAt().toString())
            .put("firstStep", run.firstStep())
            .put("lastStep", run.lastStep())
            .put("snapshots", run.snapshots())
            .put("bytes", run.bytes())
            .put("name", run.description().name())
            .put("note", run.description().note());
    ArrayNode tags = document.putArray("tags");
    run.description().tags().forEach(tags::add);
    return document;
  }

  static ObjectNode of(ModelEvent event) {
    return Json.object()
        .put("step", event.step())
        .put("type", event.type().name())
        .put("text", event.text())
        .put("time", event.time().toString());
  }
}
