package dev.carve.core.event;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurfaceFrameTest {
  @Test
  void shouldRejectFiguresOfAnotherLayer() {
    SurfaceFigures ofTwoUnits =
        new SurfaceFigures(
            List.of(
                new SurfaceFigures.LayerFigures(
                    Floats.of(0, 0),
                    Floats.of(0, 0),
                    Floats.of(0, 0),
                    Ints.of(0, 0),
                    Ints.of(0, 0))),
            new SurfaceFigures.ClassFigures(Floats.of(0, 0), Floats.of(0, 0), Ints.of(0, 0)),
            Floats.of(0.5f));

    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> frameOfOneUnit(ofTwoUnits))
        .withMessage(
            "figures must be those of the layers and examples: units=[1], examples=1, margins=[1]");
  }

  private static SurfaceFrame frameOfOneUnit(SurfaceFigures figures) {
    return new SurfaceFrame(
        "spirals",
        "run",
        9,
        Instant.EPOCH,
        "name: s",
        new SurfacePlane(
            "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -3, 3, -2, 2, "x", "y"),
        2,
        1,
        List.of(
            new SurfaceFrame.LayerSurfaces(
                Floats.of(-1),
                Floats.of(1),
                ByteString.copyFrom(new byte[] {0, -1}),
                Floats.of(0.5f, 0.25f),
                Floats.of(0.125f))),
        new SurfaceFrame.ProjectedExamples(Floats.of(1, 2), Ints.of(0), Ints.of(1)),
        0.6,
        0.7,
        0.05,
        99,
        TrainingState.TRAINING,
        figures);
  }
}
