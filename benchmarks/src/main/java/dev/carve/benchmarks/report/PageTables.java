package dev.carve.benchmarks.report;

import static dev.carve.benchmarks.report.MarkdownTable.number;

import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.page.PageResult;
import dev.carve.benchmarks.page.PageResult.DrawingRate;
import dev.carve.benchmarks.page.PageResult.FirstLoad;
import dev.carve.benchmarks.page.PageResult.Latencies;
import dev.carve.benchmarks.page.PageResult.PlaygroundRate;
import dev.carve.benchmarks.page.SoakResult;
import dev.carve.benchmarks.page.SoakResult.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the page does in a browser, for people.
final class PageTables {
  private static final double BYTES_A_MEGABYTE = 1e6;

  private PageTables() {}

  static void append(StringBuilder text, PageResult result) {
    MarkdownTable latencies =
        new MarkdownTable("from … until", "count", "p50, ms", "p90, ms", "p99, ms", "max, ms");
    row(latencies, "minibatch due … step shown", result.live().shownMs());
    row(latencies, "minibatch due … drawn", result.live().drawnMs());
    row(latencies, "press on the timeline … step shown", result.seeks().shownMs());
    row(latencies, "press on the timeline … drawn", result.seeks().drawnMs());
    text.append(
        """

        ## Pixels, 2-8-8-2 beside 1,000 minibatches/s, %s as it draws without a graphics card

        %s
        The page itself: %s kB until the first landscape, which is drawn after %s ms; %s kB with charts. Medians of %d loads in new browsers.

        Drawn: the picture of the screen after the one in which the step was painted has begun. Seeks: in a run of %,d snapshots.
        """
            .formatted(
                result.browser(),
                latencies,
                number(Median.of(result.loads(), FirstLoad::kilobytes)),
                number(Median.of(result.loads(), FirstLoad::landscapeMs)),
                number(Median.of(result.loads(), FirstLoad::allKilobytes)),
                result.loads().size(),
                result.snapshots()));
    append(text, result.drawing());
    if (!result.playground().isEmpty()) {
      appendPeer(text, result);
    }
  }

  private static void row(MarkdownTable table, String name, List<Double> sorted) {
    table.add(
        name,
        Integer.toString(sorted.size()),
        number(Latencies.percentile(sorted, 0.5)),
        number(Latencies.percentile(sorted, 0.9)),
        number(Latencies.percentile(sorted, 0.99)),
        number(Latencies.percentile(sorted, 1)));
  }

  private static String side(int grid) {
    return "%d × %d".formatted(grid, grid);
  }

  private static void append(StringBuilder text, List<DrawingRate> rates) {
    MarkdownTable table =
        new MarkdownTable(
            "hidden units",
            "points a neuron",
            "landscape by",
            "wall, pictures/s",
            "landscape",
            "thread a picture, ms");
    for (DrawingRate rate : rates) {
      table.add(
          rate.hidden(),
          side(rate.grid()),
          rate.renderer(),
          number(rate.wallPerSecond()),
          number(rate.landscapePerSecond()),
          number(rate.taskMs()));
    }
    text.append(
        """

        ## Pictures a second, a replay of more frames than can be drawn

        %s
        The browser draws at most 60 pictures a second. Thread: all work of the page's thread for one picture of the wall.
        """
            .formatted(table));
  }

  private static void appendPeer(StringBuilder text, PageResult result) {
    List<Integer> grids = result.drawing().stream().map(DrawingRate::grid).distinct().toList();
    List<String> head =
        new ArrayList<>(List.of("hidden units", "a step, ms", "epochs/s", "thread an epoch, ms"));
    grids.forEach(grid -> head.add("Carve's picture at " + side(grid)));
    MarkdownTable table = new MarkdownTable(head.toArray(String[]::new));
    for (PlaygroundRate rate : result.playground()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  rate.hidden(),
                  number(rate.stepMs()),
                  number(rate.epochsPerSecond()),
                  number(rate.taskMs())));
      for (int grid : grids) {
        row.add(number(rate.taskMs() / result.shortestTaskMs(rate.hidden(), grid)) + " ×");
      }
      table.add(row.toArray(String[]::new));
    }
    text.append(
        """

        ## TensorFlow Playground, thumbnails of 10 × 10 points, the same browser

        %s
        A step: an epoch of its spiral and all that it draws, by its own button. Carve's picture, with a landscape of 65 × 65 beside
        the wall: so many times faster on the page's thread, with the renderer that is faster here; its steps are taken elsewhere.
        """
            .formatted(table));
  }

  static void append(StringBuilder text, SoakResult result) {
    MarkdownTable table =
        new MarkdownTable("figure", "first", "at half time", "last", "most", "growth, second half");
    row(table, "heap, MB", result, sample -> sample.heapBytes() / BYTES_A_MEGABYTE);
    row(table, "nodes", result, Sample::nodes);
    row(table, "listeners", result, Sample::listeners);
    row(table, "contexts lost", result, Sample::contextsLost);
    text.append(
        """

        ## The page, %.0f minutes of work, WebGL2 in software

        %s
        Counted %d times in the same view, after collections. Done: %s. Complaints of the console: %d. %s
        """
            .formatted(
                result.samples().getLast().seconds() / 60,
                table,
                result.samples().size(),
                result.actions(),
                result.complaints().size(),
                result.faults().isEmpty() ? "No faults." : String.join("; ", result.faults())));
  }

  private static void row(
      MarkdownTable table, String name, SoakResult result, ToDoubleFunction<Sample> figure) {
    List<Sample> samples = result.samples();
    table.add(
        name,
        number(figure.applyAsDouble(samples.getFirst())),
        number(figure.applyAsDouble(samples.get(samples.size() / 2))),
        number(figure.applyAsDouble(samples.getLast())),
        number(samples.stream().mapToDouble(figure).max().orElse(0)),
        "%.1f %%".formatted(100 * result.growth(figure)));
  }
}
