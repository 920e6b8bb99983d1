package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.openhft.chronicle.core.io.AbstractCloseable;
import net.openhft.chronicle.core.io.AbstractReferenceCounted;

/// Finds queues that a test forgot to close.
public final class OpenResources {
  static {
    AbstractCloseable.enableCloseableTracing();
    AbstractReferenceCounted.enableReferenceTracing();
  }

  private OpenResources() {}

  /// Fails if a queue, tailer, appender, mapping or lease is open.
  public static void assertNone() {
    AbstractCloseable.assertCloseablesClosed();
    AbstractReferenceCounted.assertReferencesReleased();
    assertThat(RunLease.held()).isEmpty();
  }
}
