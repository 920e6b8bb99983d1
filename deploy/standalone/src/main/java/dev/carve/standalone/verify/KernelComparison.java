package dev.carve.standalone.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Trains the same minibatches in JVMs with vector lanes of each width, and without, and compares
/// the bits.
final class KernelComparison {
  private static final int MINIBATCHES = 1_500;

  private final Children children;
  private final Path directory;
  private final long seed;

  KernelComparison(Children children, Path directory, long seed) {
    this.children = children;
    this.directory = directory;
    this.seed = seed;
  }

  List<Check> run() {
    byte[] scalar = train(KernelWidth.SCALAR);
    List<Check> checks = new ArrayList<>();
    for (KernelWidth kernels : KernelWidth.values()) {
      if (kernels != KernelWidth.SCALAR) {
        checks.add(check(kernels, scalar, train(kernels)));
      }
    }
    return checks;
  }

  private static Check check(KernelWidth kernels, byte[] scalar, byte[] vector) {
    int at = Arrays.mismatch(scalar, vector);
    return new Check(
        "parameters and optimiser state, scalar kernels and " + kernels.text(),
        scalar.length / Float.BYTES,
        at < 0 ? Optional.empty() : Optional.of("value %,d".formatted(at / Float.BYTES)));
  }

  private byte[] train(KernelWidth kernels) {
    Path file = directory.resolve(kernels.name());
    Process process =
        children.start(
            "kernels",
            kernels,
            KernelMain.class,
            List.of(Integer.toString(MINIBATCHES), Long.toString(seed), file.toString()));
    int exitCode = children.await(process);
    if (exitCode != 0) {
      throw new VerificationFailedException(
          "training with %s must succeed: exit=%d".formatted(kernels.text(), exitCode));
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
