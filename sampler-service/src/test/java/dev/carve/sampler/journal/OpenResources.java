package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.openhft.chronicle.core.io.AbstractCloseable;
import net.openhft.chronicle.core.io.AbstractReferenceCounted;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Finds queues that a test forgot to close. Registered for every test of the module by
/// `META-INF/services`, so that none answers for what an earlier one left: a queue whose opening
/// failed half-way is open until it is collected.
public final class OpenResources implements BeforeEachCallback {
  /// Made by JUnit.
  public OpenResources() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    AbstractCloseable.enableCloseableTracing();
    AbstractReferenceCounted.enableReferenceTracing();
  }

  /// Fails if a queue, tailer, appender, mapping or lease is open.
  public static void assertNone() {
    AbstractCloseable.assertCloseablesClosed();
    AbstractReferenceCounted.assertReferencesReleased();
    assertThat(RunLease.held()).isEmpty();
  }
}
