package dev.carve.standalone.command;

import dev.carve.trainer.stream.FeedProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows a feed as a bar on standard error, where somebody watches it; elsewhere it shows nothing.
final class FeedBar implements FeedProgress.Listener, AutoCloseable {
  private static final int WHOLE = 10_000; // steps of the bar
  private static final int UPDATE_INTERVAL_MS = 200;

  private final @Nullable ProgressBar bar;

  private FeedBar(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static FeedBar onTerminal(String task) {
    return new FeedBar(Terminal.isStandardErrorInteractive() ? bar(task) : null);
  }

  private static ProgressBar bar(String task) {
    return new ProgressBarBuilder()
        .setTaskName(task.strip())
        .setInitialMax(-1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(UPDATE_INTERVAL_MS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .hideEta()
        .build();
  }

  @Override
  public void accept(FeedProgress progress) {
    if (bar != null) {
      progress
          .fraction()
          .ifPresent(fraction -> {
            bar.maxHint(WHOLE);
            bar.stepTo(Math.round(fraction * WHOLE));
          });
      bar.setExtraMessage(
          " %,d examples, %,.0f/s".formatted(progress.examples(), progress.perSecond()));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
