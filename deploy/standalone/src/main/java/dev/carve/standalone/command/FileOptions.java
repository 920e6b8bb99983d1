package dev.carve.standalone.command;

import dev.carve.trainer.stream.BadRowPolicy;
import dev.carve.trainer.stream.CsvLayout;
import dev.carve.trainer.stream.CsvSource;
import dev.carve.trainer.stream.ExampleSource;
import dev.carve.trainer.stream.FailOnBadRow;
import dev.carve.trainer.stream.IdxSource;
import dev.carve.trainer.stream.JsonLinesSource;
import dev.carve.trainer.stream.LogAndSkipBadRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Files of examples, and how they are to be read.
final class FileOptions {
  static final String STANDARD_INPUT = "-";

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Rows of features and a label, plain or gzip; - for standard input.")
  @Nullable String csv;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      defaultValue = "",
      description = "The CSV column of the label, by name or by number from 1 (default: the last).")
  String label = "";

  @Option(
      names = "--header",
      paramLabel = "WHEN",
      defaultValue = "detected",
      description =
          "Whether the first CSV row names the columns: present, absent or detected, which it is when no field of it is a number (default: ${DEFAULT-VALUE}).")
  CsvLayout.Header header = CsvLayout.Header.DETECTED;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      defaultValue = ",",
      description = "What separates CSV fields, tab for a tabulator (default: ${DEFAULT-VALUE}).")
  String delimiter = ",";

  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description =
          "One example a line, plain or gzip: {\"features\": [0.1, 0.2], \"label\": \"blue\"}; - for standard input.")
  @Nullable String jsonl;

  @Option(
      names = "--idx",
      arity = "2",
      paramLabel = "FILE",
      description = "Images and labels as MNIST comes, plain or gzip; bytes are scaled to 0..1.")
  List<Path> idx = new ArrayList<>();

  @Option(
      names = "--strict",
      description = "End at the first row that is no example instead of leaving such rows out.")
  boolean strict;

  /// What was given, as typed.
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (csv != null) {
      given.add("--csv");
    }
    if (jsonl != null) {
      given.add("--jsonl");
    }
    if (!idx.isEmpty()) {
      given.add("--idx");
    }
    return given;
  }

  boolean readsStandardInput() {
    return STANDARD_INPUT.equals(csv) || STANDARD_INPUT.equals(jsonl);
  }

  /// Opens the one source that was given.
  ExampleSource open() {
    BadRowPolicy badRows = strict ? new FailOnBadRow() : new LogAndSkipBadRows();
    if (csv != null) {
      return STANDARD_INPUT.equals(csv)
          ? CsvSource.of("standard input", System.in, layout(), badRows)
          : CsvSource.open(Path.of(csv), layout(), badRows);
    }
    if (jsonl != null) {
      return STANDARD_INPUT.equals(jsonl)
          ? JsonLinesSource.of("standard input", System.in, badRows)
          : JsonLinesSource.open(Path.of(jsonl), badRows);
    }
    return IdxSource.open(idx.getFirst(), idx.getLast());
  }

  private CsvLayout layout() {
    String character = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
    if (character.length() != 1) {
      throw CommandFailedException.badUsage(
          "delimiter must be one character, or tab: --delimiter=" + delimiter);
    }
    try {
      return new CsvLayout(header, label, character.charAt(0));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()), e);
    }
  }
}
