package dev.carve.trainer.control;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The name of a run: its model's, and when it begins.
final class RunName {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private RunName() {}

  /// {@return the name of a model's first run}
  ///
  /// @param timeMs when it begins, ms since 1970
  static String first(String model, long timeMs) {
    return model + "-" + TIME.format(Instant.ofEpochMilli(timeMs));
  }

  /// {@return the name of a run that follows another of the same model}
  ///
  /// Commands may come twice with one time, or with one that lies before those of others. No run
  /// has the name of an earlier one all the same: it begins a millisecond after the one before, at
  /// the least.
  ///
  /// @param before name of the run that ends
  /// @param timeMs when it is asked for, ms since 1970
  static String next(String model, String before, long timeMs) {
    return first(model, Math.max(timeMs, beginMs(model, before) + 1));
  }

  private static long beginMs(String model, String run) {
    String begin = run.startsWith(model + "-") ? run.substring(model.length() + 1) : "";
    try {
      return TIME.parse(begin, Instant::from).toEpochMilli();
    } catch (DateTimeException e) {
      return -1; // named otherwise, so no name of this form is its own
    }
  }
}
