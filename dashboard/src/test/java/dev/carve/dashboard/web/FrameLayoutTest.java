package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.dashboard.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLayoutTest {
  private final SurfaceFrame frame = Samples.frame("spirals", "spirals-1", 1_234);
  private final Buffer bytes = FrameLayout.encode(frame, "");

  @Test
  void shouldPutTheHeaderWhereTheDrawingSays() {
    assertThat(bytes.getString(0, 4)).isEqualTo("CRVF");
    assertThat(bytes.getUnsignedShortLE(4)).isEqualTo(2);
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
        FrameLayout.encode(
            with(List.of(withoutWeights, frame.layers().get(1)), frame.examples()), "");

    assertThat(encoded.getIntLE(76)).isZero();
    assertThat(DecodedFrame.of(encoded).layers().getFirst()).isEqualTo(withoutWeights);
  }

  @Test
  void shouldPutTheFiguresBehindWhatVersionOneHeld() {
    SurfaceFrame measured = with(frame.layers(), frame.examples(), Samples.figures());

    Buffer encoded = FrameLayout.encode(measured, "");

    DecodedFrame decoded = DecodedFrame.of(encoded);
    assertThat(encoded.getUnsignedShortLE(6)).isEqualTo(1);
    assertThat(decoded.figures()).isEqualTo(Samples.figures());
    assertThat(decoded.layers()).isEqualTo(frame.layers());
    assertThat(decoded.sizeBytes()).isEqualTo(encoded.length());
    int heightsEnd = 72 + 2 * 8 + 4 * (3 * 3 + 6 + 3 * 2 + 6) + 2 * 12 + 5 * 16 * 8;
    assertThat(encoded.slice(8, heightsEnd)).isEqualTo(bytes.slice(8, heightsEnd));
  }

  @Test
  void shouldNamePlaneAndAxes() {
    Buffer encoded = FrameLayout.encode(frame, "class-means:ä,𝄞,c");

    assertThat(DecodedFrame.of(encoded).planeTexts())
        .containsExactly("class-means:ä,𝄞,c", "x, y", "x", "y");
    assertThat(DecodedFrame.of(bytes).asked()).isEmpty();
  }

  @Test
  void shouldCutATextThatIsTooLongBetweenTwoCharacters() {
    String asked = "x" + "𝄞".repeat(16_384);

    assertThat(DecodedFrame.of(FrameLayout.encode(frame, asked)).asked())
        .isEqualTo("x" + "𝄞".repeat(16_383));
  }

  @Test
  void shouldRejectALabelThatDoesNotFit() {
    ProjectedExamples examples =
        new ProjectedExamples(Floats.of(0, 0), Ints.of(65_536), Ints.of(0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameLayout.encode(with(frame.layers(), examples), ""))
        .withMessage("label must be from 0 to 65535: label=65536");
  }

  private SurfaceFrame with(List<LayerSurfaces> layers, ProjectedExamples examples) {
    return with(layers, examples, frame.figures());
  }

  private SurfaceFrame with(
      List<LayerSurfaces> layers, ProjectedExamples examples, SurfaceFigures figures) {
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
        figures);
  }
}
