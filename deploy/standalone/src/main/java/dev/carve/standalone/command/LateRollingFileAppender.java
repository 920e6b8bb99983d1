package dev.carve.standalone.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;

/// A rolling file that comes to be with its first line, so that a command with nothing to log
/// leaves nothing behind.
public final class LateRollingFileAppender extends RollingFileAppender<ILoggingEvent> {
  private boolean open;

  /// An appender, to be set up by the logging configuration.
  public LateRollingFileAppender() {}

  @Override
  public void start() {
    started = true;
  }

  @Override
  protected void append(ILoggingEvent event) {
    openOnce();
    super.append(event);
  }

  private void openOnce() {
    streamWriteLock.lock();
    try {
      if (!open) {
        open = true;
        super.start();
      }
    } finally {
      streamWriteLock.unlock();
    }
  }
}
