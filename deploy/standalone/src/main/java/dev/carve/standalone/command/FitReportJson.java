package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.fit.FitReport;
import java.util.List;

/// The report of a fit for machines.
final class FitReportJson {
  private FitReportJson() {}

  static ObjectNode of(FitReport report, int epochs) {
    TrainingMetrics metrics = report.metrics();
    ObjectNode root =
        Json.object()
            .put("model", metrics.model())
            .put("run", metrics.run())
            .put("state", metrics.state().label())
            .put("steps", metrics.step())
            .put("examples", metrics.examplesSeen())
            .put("epochs", epochs)
            .put("skipped", report.skipped())
            .put("unused", report.unused())
            .put("seconds", report.seconds())
            .put("stepsPerSecond", report.stepsPerSecond())
            .put("examplesPerSecond", report.examplesPerSecond());
    root.set("overall", ModelJson.of(metrics.overall()));
    root.set("last", ModelJson.of(metrics.window()).put("examples", report.windowExamples()));
    List<String> classes = report.spec().classes();
    ArrayNode names = root.putArray("classes");
    classes.forEach(names::add);
    ArrayNode confusion = root.putArray("confusion");
    for (int actual = 0; actual < classes.size(); actual++) {
      ArrayNode row = confusion.addArray();
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        row.add(metrics.confusion().get(actual * classes.size() + predicted));
      }
    }
    return root;
  }
}
