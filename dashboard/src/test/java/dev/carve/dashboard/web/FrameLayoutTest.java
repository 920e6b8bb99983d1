package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.dashboard.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLayoutTest {
  private final SurfaceFrame frame = Samples.frame("spirals", "spirals-1", 1_234);
  private final Buffer bytes = FrameLayout.encode(frame);

  @Test
  void shouldPutTheHeaderWhereTheDrawingSays() {
    assertThat(bytes.getString(0, 4)).isEqualTo("CRVF");
    assertThat(bytes.getUnsignedShortLE(4)).isEqualTo(1);
    assertThat(bytes.getUnsignedShortLE(6)).isZero();
    assertThat(bytes.getDoubleLE(8)).isEqualTo(1_234);
    assertThat((long) bytes.getDoubleLE(16)).isEqualTo(frame.time().toEpochMilli());
    assertThat(bytes.getUnsignedShortLE(24)).isEqualTo(16);
    assertThat(bytes.getUnsignedShortLE(26)).isEqualTo(8);
    assertThat(bytes.getUnsignedShortLE(28)).isEqualTo(2);
    assertThat(bytes.getUnsignedShortLE(30)).isEqualTo(2);
    assertThat(bytes.getFloatLE(32)).isEqualTo(-2);
    assertThat(bytes.getFloatLE(36)).isEqualTo(3);
    assertThat(bytes.getFloatLE(40)).isEqualTo(-1);
    assertThat(bytes.getFloatLE(44)).isEqualTo(4);
    assertThat(bytes.getFloatLE(48)).isEqualTo(0.25f);
    assertThat(bytes.getFloatLE(52)).isEqualTo(0.875f);
    assertThat(bytes.getFloatLE(56)).isEqualTo(0.05f);
    assertThat(bytes.getUnsignedShortLE(60)).isEqualTo(2);
    assertThat(bytes.getUnsignedShortLE(62)).isEqualTo(2);
    assertThat(bytes.getDoubleLE(64)).isEqualTo(1_234 * 32);
  }

  @Test
  void shouldRoundTripEverythingAfterTheHeader() {
    DecodedFrame decoded = DecodedFrame.of(bytes);

    assertThat(decoded.layers()).isEqualTo(frame.layers());
    assertThat(decoded.examples()).isEqualTo(frame.examples());
    assertThat(decoded.sizeBytes()).isEqualTo(bytes.length());
  }

  @Test
  void shouldLeaveOutWeightsThatAreTooMany() {
    LayerSurfaces first = frame.layers().getFirst();
    LayerSurfaces withoutWeights =
        new LayerSurfaces(
            first.minimum(), first.maximum(), first.heights(), Floats.empty(), first.biases());

    Buffer encoded =
        FrameLayout.encode(with(List.of(withoutWeights, frame.layers().get(1)), frame.examples()));

    assertThat(encoded.getIntLE(76)).isZero();
    assertThat(DecodedFrame.of(encoded).layers().getFirst()).isEqualTo(withoutWeights);
  }

  @Test
  void shouldRejectALabelThatDoesNotFit() {
    ProjectedExamples examples =
        new ProjectedExamples(Floats.of(0, 0), Ints.of(65_536), Ints.of(0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameLayout.encode(with(frame.layers(), examples)))
        .withMessage("label must be from 0 to 65535: label=65536");
  }

  private SurfaceFrame with(List<LayerSurfaces> layers, ProjectedExamples examples) {
    return new SurfaceFrame(
        frame.model(),
        frame.run(),
        frame.step(),
        frame.time(),
        frame.spec(),
        frame.plane(),
        frame.columns(),
        frame.rows(),
        layers,
        examples,
        frame.loss(),
        frame.accuracy(),
        frame.learningRate(),
        frame.examplesSeen(),
        frame.state(),
        frame.figures());
  }
}
