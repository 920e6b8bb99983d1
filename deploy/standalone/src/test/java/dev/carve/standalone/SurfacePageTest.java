package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What landscapes consist of, pixel by pixel, by both renderers; and that nothing is drawn while
/// nothing changes.
class SurfacePageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  /// A canvas of landscapes beside the page. `show(picture, azimuth, elevation)` draws a picture
  /// whose `form` says how high it is; `at(x, y, z)` is the mean colour where a place is seen, `z`
  /// a share of the scale or the floor without one; `off(token, x, y, z)` how far the nearest pixel
  /// there is from a colour of the style sheet.
  private static final String SCENE =
      """
      async () => {
        await import('/surface/surfaces.js');
        const { Camera } = await import('/surface/camera.js');
        const { eye } = await import('/surface/eye.js');
        const { FLOOR, zOf } = await import('/surface/scene.js');
        const { colour, cssColour } = await import('/material/theme.js');
        const surfaces = document.createElement('carve-surfaces');
        Object.assign(surfaces.style, { position: 'fixed', left: 0, top: 0, width: '420px', height: '420px', zIndex: 9 });
        document.body.append(surfaces);
        const scale = { signed: true, high: 1, major: 5 };
        const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const camera = new Camera();
        let floating = false;
        const canvas = () => surfaces.renderRoot.querySelector('.scene');
        const field = (form) => Float32Array.from({ length: 65 * 65 }, (_, i) => form((i % 65) / 32 - 1, Math.floor(i / 65) / 32 - 1));
        const pixels = (x, y, z) => {
          camera.aim(420, 420, { floating });
          const [px, py] = camera.project(x, y, z === undefined ? FLOOR : zOf(z, true));
          const ratio = canvas().width / 420;
          Object.assign(copy.canvas, { width: canvas().width, height: canvas().height });
          copy.fillStyle = cssColour('panel');
          copy.fillRect(0, 0, canvas().width, canvas().height);
          copy.drawImage(canvas(), 0, 0);
          const { data } = copy.getImageData(Math.round(px * ratio) - 2, Math.round(py * ratio) - 2, 5, 5);
          return Array.from({ length: 25 }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]);
        };
        window.scene = {
          canvas,
          surfaces,
          async frames(count) { for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame); },
          async show({ form, tint, ...rest }, azimuth = 0, elevation = 0.3) {
            floating = Boolean(rest.floating);
            eye.move({ azimuth, elevation, zoom: 1 });
            const mesh = { columns: 65, rows: 65, heights: field(form) };
            surfaces.pictures = [{ key: 'a', mesh, scale, ...(tint ? { tint: field(tint) } : {}), ...rest }];
            await surfaces.updateComplete;
            await this.frames(2);
            while (canvas().height < 420 || (!floating && this.off('panel', 0, 0) < 1)) await this.frames(1);
          },
          at(x, y, z) {
            return pixels(x, y, z).reduce((sum, pixel) => sum.map((value, i) => value + pixel[i] / 25), [0, 0, 0]).map(Math.round);
          },
          off(token, x, y, z) {
            const wanted = colour(token);
            return Math.min(...pixels(x, y, z).map((pixel) => Math.hypot(...wanted.map((value, i) => value - pixel[i]))));
          },
        };
      }
      """;

  private static final String SLOPE = "form: (x) => x";
  private static final String RIDGE = "form: (x, y) => (Math.abs(y) < 0.15 ? 1 : -1)";
  private static final String FLAT = "form: () => -0.5";

  /// Opens a run that stands still, with a scene beside it.
  private Page openScene(String renderer) {
    Page page = driver.open("/?renderer=%s#/runs/%s?step=300".formatted(renderer, driver.run()));
    driver.await(page, "a step", () -> driver.shownStep(page) > 0);
    page.evaluate("async () => (await import('/material/quality.js')).quality.choose('normal')");
    page.evaluate(SCENE);
    return page;
  }

  /// Draws a picture as the properties of an object of JavaScript say.
  private void show(Page page, double elevation, String... properties) {
    page.evaluate(
        "() => scene.show({ %s }, 0, %s)"
            .formatted(String.join(", ", properties), String.format(Locale.ROOT, "%f", elevation)));
  }

  @SuppressWarnings("unchecked")
  private List<Integer> at(Page page, String place) {
    return ((List<Number>) page.evaluate("() => scene.at(%s)".formatted(place)))
        .stream().map(Number::intValue).toList();
  }

  private double off(Page page, String token, String place) {
    return ((Number) page.evaluate("() => scene.off('%s', %s)".formatted(token, place)))
        .doubleValue();
  }

  private static double distance(List<Integer> a, List<Integer> b) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.pow((double) a.get(i) - b.get(i), 2);
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldVeilWhatLiesBelowTheCutAndDrawItsContour(String renderer) {
    Page page = openScene(renderer);
    show(page, 1.2, SLOPE);
    List<Integer> below = at(page, "-0.5, 0, -0.5");
    List<Integer> above = at(page, "0.5, 0, 0.5");
    assertThat(off(page, "accent", "0.2, 0, 0.2")).isGreaterThan(60);

    show(page, 1.2, SLOPE, "cut: 0.2");

    assertThat(distance(at(page, "-0.5, 0, -0.5"), below)).isGreaterThan(10);
    assertThat(distance(at(page, "0.5, 0, 0.5"), above)).isLessThan(4);
    assertThat(off(page, "accent", "0.2, 0, 0.2")).isLessThan(25);
    show(page, 0.3, SLOPE, "cut: 0.2");
    assertThat(off(page, "accent", "0.2, -0.9")).isLessThan(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldKeepPlanesNearTheScale(String renderer) {
    Page page = openScene(renderer);
    List<String> edges = List.of("0, -1, 0.8", "0, -1, -1.1", "0, -1, 1.1");
    show(page, 0.3, FLAT);
    List<List<Integer>> without = edges.stream().map(edge -> at(page, edge)).toList();

    show(page, 0.3, FLAT, "limits: [0.8, -20]", "cut: 7");

    for (int i = 0; i < edges.size(); i++) {
      assertThat(distance(at(page, edges.get(i)), without.get(i)))
          .as("the outline at %s", edges.get(i))
          .isGreaterThan(20);
    }
    assertThat(off(page, "accent", "0, -1, 1.1")).isLessThan(90);
    assertThat(off(page, "accent", "0, 0, -0.5")).isGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldColourByATintHoweverFineTheMeshIs(String renderer) {
    Page page = openScene(renderer);
    for (String tier : List.of("fine", "normal", "coarse")) {
      page.evaluate(
          "async (tier) => (await import('/material/quality.js')).quality.choose(tier)", tier);
      show(page, 1.2, FLAT, "tint: (x) => x");
      List<Integer> low = at(page, "-0.8, 0, -0.5");
      List<Integer> high = at(page, "0.8, 0, -0.5");
      assertThat(low.get(0)).as("red of %s in %s", low, tier).isGreaterThan(low.get(2) + 40);
      assertThat(high.get(2)).as("blue of %s in %s", high, tier).isGreaterThan(high.get(0) + 40);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldDrawLinesOnTheFloorBehindTheSurface(String renderer) {
    Page page = openScene(renderer);
    show(page, 0.3, FLAT);
    List<Integer> covered = at(page, "0, 0.6, -0.5");

    show(
        page,
        0.3,
        FLAT,
        "lines: [{ points: Float32Array.of(-0.7, -0.9, 0.7, -0.9, 0.7, 1, -1, 1), token: 'bad', opacity: 1, width: 4 }]");

    assertThat(off(page, "bad", "0, -0.9")).isLessThan(20);
    assertThat(off(page, "bad", "0.4, -0.9")).isLessThan(20);
    assertThat(distance(at(page, "0, 0.6, -0.5"), covered)).isLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldStandExamplesOnTheSurfaceUnlessAHillHidesThem(String renderer) {
    Page page = openScene(renderer);
    show(page, 0.3, RIDGE);
    List<Integer> hidden = at(page, "0.3, 0.5, -1");
    String spots =
        "spots: [{ x: 0, y: -0.6, look: 4, wrong: false, age: 1 }, { x: 0.3, y: 0.5, look: 4, wrong: false, age: 1 }]";

    show(page, 0.3, RIDGE, spots, "standing: true");

    assertThat(off(page, "class-4", "0, -0.6, -1")).isLessThan(25);
    List<Integer> stillHidden = at(page, "0.3, 0.5, -1");
    assertThat(distance(stillHidden, hidden))
        .as("%s, before: %s", stillHidden, hidden)
        .isLessThan(4);
    show(page, 0.3, RIDGE, spots);
    assertThat(off(page, "class-4", "0, -0.6, -1")).isGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldLayExamplesOnASurfaceThatHasNoFloor(String renderer) {
    Page page = openScene(renderer);
    show(page, 0.3, RIDGE, "floating: true");
    assertThat(off(page, "class-4", "0, -0.6, -1")).isGreaterThan(60);
    List<Integer> hidden = at(page, "0.3, 0.5, -1");

    show(
        page,
        0.3,
        RIDGE,
        "floating: true",
        "spots: [{ x: 0, y: -0.6, look: 4, wrong: false, age: 1 }, { x: 0.3, y: 0.5, look: 4, wrong: false, age: 1 }]");

    assertThat(off(page, "class-4", "0, -0.6, -1")).isLessThan(25);
    assertThat(distance(at(page, "0.3, 0.5, -1"), hidden)).isLessThan(4);
  }

  @Test
  void shouldDrawAgainWhenTheGraphicsContextComesBack() {
    Page page = openScene("webgl2");
    show(page, 1.2, SLOPE);
    List<Integer> before = at(page, "0.5, 0, 0.5");

    Object restored =
        page.evaluate(
            """
            async () => {
              const canvas = scene.canvas();
              const context = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
              const heard = (name) => new Promise((done) => canvas.addEventListener(name, () => setTimeout(done), { once: true }));
              const lost = heard('webglcontextlost');
              context.loseContext();
              await lost;
              const restored = heard('webglcontextrestored');
              context.restoreContext();
              await restored;
              await scene.frames(3);
              return scene.canvas() === canvas;
            }
            """);

    assertThat(restored).isEqualTo(true);
    assertThat(at(page, "0.5, 0, 0.5")).isEqualTo(before);
  }

  @Test
  void shouldDrawByCanvas2dWhenTheGraphicsContextDoesNotComeBack() {
    Page page = openScene("webgl2");
    show(page, 1.2, SLOPE);
    page.evaluate(
        "() => scene.canvas().getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()");

    driver.await(
        page,
        "another renderer",
        () -> "canvas2d".equals(page.evaluate("() => scene.canvas().dataset.renderer")));

    show(page, 1.2, SLOPE);
    List<Integer> high = at(page, "0.8, 0, 0.8");
    assertThat(high.get(2)).isGreaterThan(high.get(0) + 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl2", "canvas2d"})
  void shouldDrawNothingWhileNothingChanges(String renderer) {
    Page page = driver.open("/?renderer=%s#/runs/%s?step=300".formatted(renderer, driver.run()));
    driver.await(page, "a step", () -> driver.shownStep(page) > 0);
    page.evaluate("async () => (await import('/material/quality.js')).quality.choose('normal')");
    page.getByTestId("wall-solid").click();
    page.getByTestId("wall-landscapes").waitFor();
    page.evaluate(
        """
        () => {
          window.drawn = [];
          const counted = (prototype, name) => {
            const original = prototype[name];
            prototype[name] = function (...args) {
              if (/surfaces|wall/.test(this.canvas.getRootNode().host?.localName ?? '')) drawn.push(performance.now());
              return original.apply(this, args);
            };
          };
          counted(CanvasRenderingContext2D.prototype, 'clearRect');
          counted(WebGL2RenderingContext.prototype, 'clear');
        }
        """);
    page.keyboard().press("c");
    driver.await(page, "the turned landscapes", () -> drawnSince(page, 1e9) > 0);

    driver.await(page, "a second without drawing", () -> drawnSince(page, 1000) == 0);
    Object more =
        page.evaluate(
            "async () => { drawn.length = 0; await new Promise((done) => setTimeout(done, 1000)); return drawn.length; }");

    assertThat(((Number) more).intValue()).isZero();
  }

  private static int drawnSince(Page page, double ms) {
    return ((Number)
            page.evaluate("(ms) => drawn.filter((at) => at > performance.now() - ms).length", ms))
        .intValue();
  }

  @Test
  void shouldReceiveNoFramesWhileTheTabIsHidden() {
    Page page = driver.openLive("");
    driver.await(page, "frames", () -> received(page) > 0);

    setHidden(page, true);

    driver.await(page, "no more frames", () -> received(page) == 0);
    setHidden(page, false);
    driver.await(page, "frames again", () -> received(page) > 0);
  }

  private static double received(Page page) {
    return ((Number)
            page.evaluate(
                "async () => (await import('/state/traffic.js')).traffic.rates().received"))
        .doubleValue();
  }

  private static void setHidden(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }
}
