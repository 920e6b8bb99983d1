package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSweepsTest {
  private static final SurfaceGrid GRID = new SurfaceGrid(64, 64);

  @TempDir private Path directory;

  @Test
  void shouldGiveTheBitsOfTheScalarSweeps() {
    SweepAgreement.assertAgreement(2_000);
  }

  /// The width of vectors is fixed when a JVM starts.
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void shouldGiveTheSameBitsOnVectorsOfAnyWidth(int bits) throws IOException, InterruptedException {
    String vectorUnit = "--add-modules=jdk.incubator.vector";

    assertThat(outputOf(SweepAgreement.class, vectorUnit, "-Dcarve.vector.bits=" + bits))
        .contains("100 trials on vectors of %d bits agree".formatted(bits));
  }

  @Test
  void shouldNotBeNeeded() throws IOException, InterruptedException {
    assertThat(outputOf(WithoutVectorUnit.class)).contains("peaks=3 by ScalarSweeps");
  }

  @Test
  void shouldBePreferredWhereTheModuleIsThere() {
    assertThat(SurfaceSweeps.preferred(GRID)).isInstanceOf(VectorSweeps.class);
    assertThat(SurfaceSweeps.preferred(new SurfaceGrid(4, 5))).isInstanceOf(ScalarSweeps.class);
  }

  private String outputOf(Class<?> program, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), "100"));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output);
  }

  static final class WithoutVectorUnit {
    private WithoutVectorUnit() {}

    public static void main(String[] arguments) {
      SurfacePlane plane = Surfaces.plane(0, 1, 0, 1);
      SurfaceStatistics figures = new SurfaceStatistics(GRID);
      figures.measure(
          Surfaces.heights(
              GRID, plane, (s, t) -> Math.sin(3 * Math.PI * s) * Math.sin(2 * Math.PI * t)),
          plane);
      System.out.printf(
          "peaks=%d by %s%n",
          figures.peaks(), SurfaceSweeps.preferred(GRID).getClass().getSimpleName());
    }
  }
}
