package dev.carve.benchmarks.measurement;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/// Processor time that this process has used, all its threads together.
///
/// The JVM's own figure advances in steps of 10 ms, a hundredth of a slice; where there is
/// `clock_gettime`, it is asked for `CLOCK_PROCESS_CPUTIME_ID`.
final class ProcessCpuTime {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Optional<MethodHandle> CLOCK_GETTIME = clockGettime();
  private static final int CLOCK_ID = isMac() ? 12 : 2;
  private static final MemorySegment TIME =
      Arena.global().allocate(2L * Long.BYTES, Long.BYTES); // seconds, nanoseconds

  private ProcessCpuTime() {}

  /// {@return nanoseconds since the process began}
  static synchronized long ns() {
    if (CLOCK_GETTIME.isEmpty()) {
      return SYSTEM.getProcessCpuTime();
    }
    try {
      int failed = (int) CLOCK_GETTIME.get().invokeExact(CLOCK_ID, TIME);
      if (failed != 0) {
        throw new IllegalStateException("clock_gettime must succeed: result=" + failed);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return 1_000_000_000L * TIME.getAtIndex(ValueLayout.JAVA_LONG, 0)
        + TIME.getAtIndex(ValueLayout.JAVA_LONG, 1);
  }

  @SuppressWarnings("restricted") // The launcher enables native access.
  private static Optional<MethodHandle> clockGettime() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("clock_gettime")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }

  private static boolean isMac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
  }
}
