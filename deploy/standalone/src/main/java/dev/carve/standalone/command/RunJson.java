package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.sampler.journal.RunSummary;

/// Recorded runs for machines.
final class RunJson {
  private RunJson() {}

  static ObjectNode of(RunSummary run) {
    return Json.object()
        .put("run", run.run())
        .put("model", run.model())
        .put("startedAt", run.startedAt().toString())
        .put("updatedAt", run.updatedAt().toString())
        .put("firstStep", run.firstStep())
        .put("lastStep", run.lastStep())
        .put("snapshots", run.snapshots())
        .put("bytes", run.bytes());
  }
}
