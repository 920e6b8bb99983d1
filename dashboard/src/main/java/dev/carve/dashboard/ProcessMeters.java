package dev.carve.dashboard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/// What is measured of the process itself: memory, garbage collection, threads, processor, files.
final class ProcessMeters {
  private static final List<MeterBinder> BINDERS =
      List.of(
          new JvmMemoryMetrics(),
          new JvmGcMetrics(),
          new JvmThreadMetrics(),
          new ClassLoaderMetrics(),
          new ProcessorMetrics(),
          new UptimeMetrics(),
          new FileDescriptorMetrics());

  private ProcessMeters() {}

  /// Registers the meters, unless another service of this process has.
  static void bindTo(MeterRegistry registry) {
    if (registry.find("jvm.memory.used").meter() == null) {
      BINDERS.forEach(binder -> binder.bindTo(registry));
    }
  }
}
