package dev.carve.sampler.journal;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The appenders of one kind that are open, by run, not more of them than is good.
///
/// Owned by one thread.
///
/// @param <T> what appends
final class OpenAppenders<T> {
  private static final class Open<T> {
    private final T appender;
    private Instant used;

    private Open(T appender, Instant used) {
      this.appender = appender;
      this.used = used;
    }
  }

  private final int limit;
  private final Consumer<T> closing;
  private final LinkedHashMap<String, Open<T>> byRun = new LinkedHashMap<>(16, 0.75f, true);

  OpenAppenders(int limit, Consumer<T> closing) {
    this.limit = limit;
    this.closing = closing;
  }

  /// The appender of a run; the one idle longest makes room for it when it has to be opened.
  T of(String run, Instant now, Supplier<T> opening) {
    Open<T> open = byRun.get(run);
    if (open == null) {
      closeEldest();
      open = new Open<>(opening.get(), now);
      byRun.put(run, open);
    }
    open.used = now;
    return open.appender;
  }

  private void closeEldest() {
    Iterator<Open<T>> eldest = byRun.values().iterator();
    while (byRun.size() >= limit && eldest.hasNext()) {
      T appender = eldest.next().appender;
      eldest.remove();
      closing.accept(appender);
    }
  }

  boolean isOpen(String run) {
    return byRun.containsKey(run);
  }

  void close(String run) {
    Open<T> open = byRun.remove(run);
    if (open != null) {
      closing.accept(open.appender);
    }
  }

  /// Closes those that were not used since then.
  void closeUnusedSince(Instant before) {
    Iterator<Open<T>> eldest = byRun.values().iterator();
    while (eldest.hasNext()) {
      Open<T> open = eldest.next();
      if (!open.used.isBefore(before)) {
        return;
      }
      eldest.remove();
      closing.accept(open.appender);
    }
  }

  int size() {
    return byRun.size();
  }

  void closeAll() {
    byRun.values().forEach(open -> closing.accept(open.appender));
    byRun.clear();
  }
}
