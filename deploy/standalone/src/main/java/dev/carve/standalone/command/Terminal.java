package dev.carve.standalone.command;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether somebody watches a stream of this process: `isatty` of the C library.
final class Terminal {
  private static final Logger log = LoggerFactory.getLogger(Terminal.class);

  private Terminal() {}

  /// {@return whether standard error is a terminal}
  static boolean isStandardErrorInteractive() {
    return isInteractive(2) && !"dumb".equals(System.getenv("TERM"));
  }

  @SuppressWarnings("restricted") // The launcher enables native access.
  private static boolean isInteractive(int fileDescriptor) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle isatty =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow(windows ? "_isatty" : "isatty"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      return (int) isatty.invokeExact(fileDescriptor) != 0;
    } catch (Throwable e) {
      log.debug("No way to tell a terminal from a file", e);
      return false;
    }
  }
}
