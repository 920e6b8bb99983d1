package dev.carve.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// What figures depend on besides the code, and which code it was.
///
/// @param processor its model
/// @param cores how many this JVM may use
/// @param system the operating system
/// @param java the JDK
/// @param commit of the source tree, with `+` if it was changed since, or `unknown`
/// @param time when the run began
/// @param loadBefore how many processes wanted a core in the last minute before the run
public record Machine(
    String processor,
    int cores,
    String system,
    String java,
    String commit,
    String time,
    double loadBefore) {

  /// {@return this machine, now}
  public static Machine here() {
    return new Machine(
        processorModel(),
        Runtime.getRuntime().availableProcessors(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s %s".formatted(System.getProperty("java.vendor"), Runtime.version()),
        commitOf(System.getProperty("carve.root", ".")),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processorModel() {
    Path file = Path.of("/proc/cpuinfo");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return output("sysctl", "-n", "machdep.cpu.brand_string");
    }
  }

  private static String commitOf(String directory) {
    String commit = output("git", "-C", directory, "rev-parse", "--short", "HEAD");
    String changes = output("git", "-C", directory, "status", "--porcelain", "-uno");
    return changes.isEmpty() || changes.equals("unknown") ? commit : commit + "+";
  }

  private static String output(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? text : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
