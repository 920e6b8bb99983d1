package dev.carve.standalone.command;

import java.util.OptionalDouble;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar on standard error where somebody watches it; elsewhere nothing is shown.
final class TerminalBar implements AutoCloseable {
  private static final int WHOLE = 10_000; // steps of the bar
  private static final int UPDATE_INTERVAL_MS = 200;

  private final @Nullable ProgressBar bar;

  private TerminalBar(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static TerminalBar begin(String task) {
    return new TerminalBar(Terminal.isStandardErrorInteractive() ? bar(task) : null);
  }

  private static ProgressBar bar(String task) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(-1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(UPDATE_INTERVAL_MS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .hideEta()
        .build();
  }

  /// Shows how far the task is.
  ///
  /// @param fraction 0..1, empty if the end is not known
  /// @param text what is written behind the bar
  void show(OptionalDouble fraction, String text) {
    if (bar != null) {
      fraction.ifPresent(value -> {
        bar.maxHint(WHOLE);
        bar.stepTo(Math.round(value * WHOLE));
      });
      bar.setExtraMessage(" " + text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
