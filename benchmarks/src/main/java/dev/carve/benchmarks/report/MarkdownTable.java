package dev.carve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table that reads well on a terminal and is Markdown: the first column to the left, the others
/// to the right.
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... titles) {
    rows.add(List.of(titles));
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /// A number with as many digits as it takes to compare.
  static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    String ruler =
        IntStream.range(0, columns)
            .mapToObj(c -> c == 0 ? "-".repeat(widths[c]) : "-".repeat(widths[c] - 1) + ":")
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          IntStream.range(0, columns)
              .mapToObj(c -> padded(row.get(c), widths[c], c > 0))
              .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    lines.add(1, ruler);
    return String.join("", lines);
  }

  private static String padded(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }
}
