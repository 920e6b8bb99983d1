package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.network.Standardizer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneSpecTest {
  private static final List<String> INPUTS = List.of("x", "y", "z", "0");
  private static final List<String> CLASSES = List.of("a", "b", "c", "d");
  private static final PlaneSpecReader READER = new PlaneSpecReader(INPUTS, CLASSES);

  @Test
  void shouldUnderstandEveryForm() {
    assertThat(READER.parse("inputs:x,z")).isEqualTo(new PlaneSpec.Inputs(0, 2, Map.of()));
    assertThat(READER.parse("inputs:2,1;x=-1.5;0=2"))
        .isEqualTo(new PlaneSpec.Inputs(2, 1, Map.of(0, -1.5f, 3, 2f)));
    assertThat(READER.parse("components")).isEqualTo(new PlaneSpec.Components());
    assertThat(READER.parse("class-means:a,3,b")).isEqualTo(new PlaneSpec.ClassMeans(0, 3, 1));
    assertThat(READER.parse("examples:4,17,31")).isEqualTo(new PlaneSpec.Examples(4, 17, 31));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sideways|a plane must be inputs:U,V or components or class-means:A,B,C or examples:I,J,K: plane=sideways",
        "inputs|a plane must be inputs:U,V or components or class-means:A,B,C or examples:I,J,K: plane=inputs",
        "inputs:x|a plane must have 2 different inputs: inputs=x",
        "inputs:x,x|a plane must have 2 different inputs: inputs=x,x",
        "inputs:x,w|the model must have the input: input=w, known=x, y, z, 0",
        "inputs:x,4|the model must have the input: input=4, known=x, y, z, 0",
        "inputs:x,y;z|an input must stand at a value, NAME=VALUE: value=z",
        "inputs:x,y;y=1|an input along an axis must have no value: value=y=1",
        "inputs:x,y;z=NaN|an input must stand at a finite number: value=z=NaN",
        "inputs:x,y;z=much|an input must stand at a finite number: value=z=much",
        "class-means:a,b|a plane must have 3 different classes: classes=a,b",
        "class-means:a,b,e|the model must have the class: class=e, known=a, b, c, d",
        "examples:1,2,-3|an example must be a whole number of 0 or more: example=-3"
      })
  void shouldSayWhatIsWrong(String text, String message) {
    assertThatExceptionOfType(InvalidPlaneException.class)
        .isThrownBy(() -> READER.parse(text))
        .withMessage(message);
  }

  @Test
  void shouldLayInputsAtGivenValuesAndTheRestAtTheirMean() {
    PlaneSource source = source(60, true);

    SurfacePlane plane = READER.parse("inputs:x,z;y=7").lay(source);

    assertThat(plane.origin()).startsWith(0, 7, 0);
    assertThat(plane.origin()[3]).isEqualTo((float) source.statistics().mean()[3]);
    assertThat(plane.u()).containsExactly(1, 0, 0, 0);
    assertThat(plane.v()).containsExactly(0, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({"class-means:b,d,a, true", "class-means:b,d,a, false", "examples:5,9,40, true"})
  void shouldLayAPlaneThroughThreePoints(
      String form, String second, String third, boolean standardize) {
    PlaneSource source = source(60, standardize);
    String text = "%s,%s,%s".formatted(form, second, third);
    PlaneSpec spec = READER.parse(text);

    SurfacePlane plane = spec.lay(source);

    double[][] points =
        switch (spec) {
          case PlaneSpec.ClassMeans(int a, int b, int c) ->
              new double[][] {source.classMean(a), source.classMean(b), source.classMean(c)};
          case PlaneSpec.Examples(int a, int b, int c) ->
              new double[][] {source.example(a), source.example(b), source.example(c)};
          case PlaneSpec.Inputs _, PlaneSpec.Components _ -> new double[0][];
        };
    assertThat(points).hasDimensions(3, 4);
    float[] coordinates = new float[6];
    plane.project(flat(points), 3, source.standardizer(), coordinates);
    for (int i = 0; i < 3; i++) {
      float s = coordinates[2 * i];
      float t = coordinates[2 * i + 1];
      assertThat(Math.abs(s)).isLessThan(plane.uMaximum());
      assertThat(Math.abs(t)).isLessThan(plane.vMaximum());
      for (int k = 0; k < 4; k++) {
        double onPlane = plane.origin()[k] + s * plane.u()[k] + t * plane.v()[k];
        assertThat(onPlane).isCloseTo(points[i][k], within(1e-4));
      }
    }
    assertThat(coordinates[1]).isCloseTo(coordinates[3], within(1e-4f));
    assertThat(coordinates[0]).isLessThan(coordinates[2]);
    assertThat(coordinates[1]).isLessThan(coordinates[5]);
    assertThat(spec.lay(source(60, standardize))).isEqualTo(plane);
  }

  @Test
  void shouldSayWhatIsMissing() {
    PlaneSource few = source(2, true);
    PlaneSource equal =
        new PlaneSource(INPUTS, CLASSES, statistics(), null, new float[12], new int[] {0, 1, 2});

    assertMissing(
        few, "class-means:a,b,c", "the class must have a recent example: class=c, examples=2");
    assertMissing(
        few, "examples:0,1,2", "an example must be one of the recent ones: example=2, examples=2");
    assertMissing(
        equal, "class-means:a,b,c", "three points must not lie on one line: class means=a, b, c");
    assertMissing(
        source(0, true),
        "components",
        "components must have recent examples of two inputs: examples=0, inputs=4");
  }

  private static void assertMissing(PlaneSource source, String text, String message) {
    assertThatExceptionOfType(InvalidPlaneException.class)
        .isThrownBy(() -> READER.parse(text).lay(source))
        .withMessage(message);
  }

  private static PlaneSource source(int examples, boolean standardize) {
    SplittableRandom random = new SplittableRandom(9);
    float[] features = new float[examples * 4];
    int[] labels = new int[examples];
    for (int j = 0; j < examples; j++) {
      labels[j] = j % 4;
      for (int k = 0; k < 4; k++) {
        features[4 * j + k] = (float) (random.nextGaussian() * (k + 1) + (labels[j] == k ? 5 : 0));
      }
    }
    return new PlaneSource(
        INPUTS, CLASSES, statistics(), standardize ? statistics() : null, features, labels);
  }

  private static Standardizer statistics() {
    return Standardizer.of(100, new double[] {1, 2, 3, 4}, new double[] {100, 400, 900, 1_600});
  }

  private static float[] flat(double[][] points) {
    float[] flat = new float[points.length * points[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) points[i / points[0].length][i % points[0].length];
    }
    return flat;
  }
}
