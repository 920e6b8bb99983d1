package dev.carve.standalone.command;

import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.fit.FitReport;
import java.io.PrintWriter;
import java.util.List;

/// The report of a fit for people.
final class FitReportText {
  private static final int MAXIMUM_CLASSES = 20;

  private FitReportText() {}

  static void print(FitReport report, int epochs, PrintWriter out) {
    TrainingMetrics metrics = report.metrics();
    out.println(
        "%s: %,d steps on %,d examples%s in %.1f s, %,.0f steps and %,.0f examples a second"
            .formatted(
                metrics.model(),
                metrics.step(),
                metrics.examplesSeen(),
                epochs == 1 ? "" : " (%d epochs)".formatted(epochs),
                report.seconds(),
                report.stepsPerSecond(),
                report.examplesPerSecond()));
    if (report.skipped() > 0) {
      out.println("%,d rows were left out that are no examples".formatted(report.skipped()));
    }
    if (report.unused() > 0) {
      out.println("%,d examples could not be used".formatted(report.unused()));
    }
    out.println("Run %s".formatted(metrics.run()));
    out.println();
    Table figures =
        new Table("EXAMPLES", "ACCURACY", "LOG LOSS", "KAPPA", "KAPPA-T", "REPEAT LAST");
    add(figures, "all", metrics.overall());
    add(figures, "last %,d".formatted(report.windowExamples()), metrics.window());
    figures.print(out);
    if (report.spec().classes().size() <= MAXIMUM_CLASSES) {
      out.println();
      confusion(report.spec().classes(), metrics.confusion()).print(out);
    }
    out.flush();
  }

  private static void add(Table table, String examples, PrequentialFigures figures) {
    table.add(
        examples,
        "%.2f %%".formatted(100 * figures.accuracy()),
        "%.4f".formatted(figures.loss()),
        "%.4f".formatted(figures.kappa()),
        "%.4f".formatted(figures.kappaTemporal()),
        "%.2f %%".formatted(100 * figures.repeatLastAccuracy()));
  }

  private static Table confusion(List<String> classes, List<Long> counts) {
    String[] titles = new String[classes.size() + 1];
    titles[0] = "ACTUAL \\ PREDICTED";
    for (int index = 0; index < classes.size(); index++) {
      titles[index + 1] = classes.get(index);
    }
    Table table = new Table(titles);
    for (int actual = 0; actual < classes.size(); actual++) {
      String[] cells = new String[classes.size() + 1];
      cells[0] = classes.get(actual);
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        cells[predicted + 1] = "%,d".formatted(counts.get(actual * classes.size() + predicted));
      }
      table.add(cells);
    }
    return table;
  }
}
