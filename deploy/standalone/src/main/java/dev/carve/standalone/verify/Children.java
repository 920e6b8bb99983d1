package dev.carve.standalone.verify;

import dev.carve.standalone.CarveMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The processes of a verification: JVMs of the same installation, class path and options as this
/// one. None outlives it.
final class Children implements AutoCloseable {
  private final Path directory;
  private final Set<Process> living = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAll, "carve-verify-children");

  /// @param directory where they write what they print
  Children(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts one.
  ///
  /// @param name of the file with what it prints
  /// @param kernels which kernels it trains with
  /// @param main the class to run
  Process start(String name, KernelWidth kernels, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(kernels.applyTo(jvmOptions(main)));
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      Files.createDirectories(directory);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve(name + ".out").toFile()))
              .start();
      living.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those of this JVM that its children need too: modules, access and how the JVM works, but
  /// neither its heap nor its agents. A trainer renews the archive of classes, as the launcher has
  /// it do.
  private static List<String> jvmOptions(Class<?> main) {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option ->
                option.startsWith("--")
                    || option.startsWith("-XX:")
                    || option.startsWith("-Dchronicle"))
            .filter(option -> !option.contains("HeapDump") && !option.contains("OnOutOfMemory"))
            .collect(Collectors.toCollection(ArrayList::new));
    if (main == CarveMain.class
        && options.stream().anyMatch(option -> option.contains("SharedArchiveFile"))) {
      options.add("-XX:+AutoCreateSharedArchive");
    }
    return options;
  }

  /// Kills one as `kill -9` does, and waits until it is gone.
  void kill(Process process) {
    process.destroyForcibly();
    await(process);
  }

  /// Lets one end by itself.
  ///
  /// @return its exit code
  int await(Process process) {
    try {
      int exitCode = process.waitFor();
      living.remove(process);
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerificationFailedException("verification was interrupted");
    }
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being ended: the hook does the same.
    }
  }

  private void killAll() {
    living.forEach(Process::destroyForcibly);
    living.forEach(process -> process.onExit().join());
  }
}
