package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorKernelsTest {
  @Test
  void shouldGiveTheBitsOfTheScalarKernels() {
    KernelAgreement.assertAgreement(4_000);
  }

  /// The width of vectors is fixed when a JVM starts. Those that the machine does not have are
  /// computed by Java itself, slowly.
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void shouldGiveTheSameBitsOnVectorsOfAnyWidth(int bits, @TempDir Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Dcarve.vector.bits=" + bits,
                "-cp",
                System.getProperty("java.class.path"),
                KernelAgreement.class.getName(),
                "150")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(output).content().contains("150 trials on vectors of %d bits agree".formatted(bits));
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void shouldBePreferredWhereTheModuleIsThere() {
    assertThat(Kernels.preferred()).isInstanceOf(VectorKernels.class);
  }
}
