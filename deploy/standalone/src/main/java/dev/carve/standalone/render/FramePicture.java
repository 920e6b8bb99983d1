package dev.carve.standalone.render;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.sampler.sampling.NeuronChoice;
import dev.carve.standalone.render.WallLayout.Column;
import dev.carve.standalone.render.WallLayout.Place;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Draws frames as the page shows them: inputs, every layer's surfaces, the classes, who wins
/// where, recent examples as marks, and how far the run is.
///
/// Owned by one thread, which draws the frames in the order in which they are shown.
public final class FramePicture {
  private static final int MARGIN = 24;
  private static final int HEADER = 56;
  private static final int LABELS = 28;
  private static final int FOOTER = 52;
  private static final int LABEL = 12;
  private static final int EMPHASIS = 15;
  private static final int HEADING = 20;
  private static final int LEAST_HEIGHT = 480;
  private static final double WIDEST_EDGE = 4.5;
  private static final int MOST_EDGES = 600;
  private static final double DEAD_RANGE = 0.01;
  private static final int SMALLEST_WITH_MARKS = 32;
  private static final double AREA_PER_MARK = 90;
  private static final double MARK_RADIUS = 1.7;

  /* Text shrinks in pictures narrower than this, so that the words of the header keep apart. */
  private static final double ROOMY_WIDTH = 800;
  private static final double LEAST_SCALE = 0.5;

  private final PictureFormat format;
  private final Theme theme;
  private final Palette signed;
  private final Palette unsigned;
  private final double scale;
  private @Nullable RenderedModel model;

  /// What pictures look like.
  ///
  /// @param width pixels
  /// @param height pixels
  /// @param theme their colours
  /// @param neuron the one whose surface is drawn alone, if any
  /// @param from first step of what is shown
  /// @param to last step of what is shown
  public record PictureFormat(
      int width, int height, Theme theme, Optional<NeuronChoice> neuron, long from, long to) {}

  /// Draws in this format.
  ///
  /// @param format size and colours
  public FramePicture(PictureFormat format) {
    this.format = format;
    this.theme = format.theme();
    this.signed = theme.signed();
    this.unsigned = theme.unsigned();
    this.scale =
        Math.max(format.height() / 720.0, Math.clamp(format.width() / ROOMY_WIDTH, LEAST_SCALE, 1));
  }

  /// Draws one frame.
  ///
  /// @param frame what to draw
  /// @return a new picture
  /// @throws IllegalArgumentException if the network does not have the neuron that is asked for
  public BufferedImage draw(SurfaceFrame frame) {
    RenderedModel known = model;
    if (known == null || !known.isOf(frame)) {
      known = new RenderedModel(frame, theme);
      model = known;
    }
    BufferedImage image =
        new BufferedImage(format.width(), format.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(theme.paper());
    graphics.fillRect(0, 0, format.width(), format.height());
    new Drawing(graphics, frame, known).draw();
    graphics.dispose();
    return image;
  }

  private int px(int points) {
    return (int) Math.round(points * scale);
  }

  /// One frame being drawn.
  private final class Drawing {
    private final Graphics2D graphics;
    private final SurfaceFrame frame;
    private final RenderedModel known;
    private final SurfacePixels pixels;

    Drawing(Graphics2D graphics, SurfaceFrame frame, RenderedModel known) {
      this.graphics = graphics;
      this.frame = frame;
      this.known = known;
      this.pixels = new SurfacePixels(frame);
    }

    void draw() {
      header();
      if (format.height() >= LEAST_HEIGHT / 2) {
        progress();
      }
      format.neuron().ifPresentOrElse(this::large, this::wall);
    }

    private void header() {
      int baseline = px(MARGIN) + px(HEADING) * 3 / 4;
      font(HEADING, true);
      text(known.spec().name(), px(MARGIN), baseline, theme.ink());
      int x = px(MARGIN) + graphics.getFontMetrics().stringWidth(known.spec().name()) + px(16);
      font(EMPHASIS, false);
      text("step %,d".formatted(frame.step()), x, baseline, theme.quiet());
      int right = format.width() - px(MARGIN);
      right = figure("accuracy", known(100 * frame.accuracy(), "%.1f %%"), right, baseline);
      figure("loss", known(frame.loss(), "%.3f"), right - px(24), baseline);
    }

    /// Before the first example there are no figures.
    private String known(double figure, String pattern) {
      return frame.examplesSeen() > 0 && Double.isFinite(figure)
          ? pattern.formatted(figure)
          : "\u2013";
    }

    /// A figure whose right end stays where it is.
    private int figure(String name, String value, int right, int baseline) {
      font(EMPHASIS, true);
      int x = right - Math.max(width(value), width("100.0 %"));
      text(value, right - width(value), baseline, theme.ink());
      font(EMPHASIS, false);
      x -= width(name) + px(8);
      text(name, x, baseline, theme.quiet());
      return x;
    }

    private void progress() {
      int left = px(MARGIN);
      int right = format.width() - px(MARGIN);
      int y = format.height() - px(30);
      double share =
          format.to() > format.from()
              ? (double) (frame.step() - format.from()) / (format.to() - format.from())
              : 1;
      double at = left + (right - left) * Math.clamp(share, 0.0, 1.0);
      stroke(1);
      graphics.setColor(theme.hairline());
      graphics.draw(new Line2D.Double(left, y, right, y));
      stroke(3);
      graphics.setColor(theme.accent());
      graphics.draw(new Line2D.Double(left, y, at, y));
      double r = px(5);
      graphics.fill(new Ellipse2D.Double(at - r, y - r, 2 * r, 2 * r));
      font(LABEL, false);
      int baseline = format.height() - px(9);
      text("%,d".formatted(format.from()), left, baseline, theme.quiet());
      String last = "%,d".formatted(format.to());
      text(last, right - width(last), baseline, theme.quiet());
    }

    private void wall() {
      font(LABEL, false);
      List<Integer> units = frame.layers().stream().map(LayerSurfaces::units).toList();
      int inputs = known.spec().inputs().size();
      int names = inputNamesWidth();
      int top = px(HEADER) + px(LABELS);
      WallLayout layout =
          WallLayout.of(
              inputs,
              units,
              new WallLayout.Room(
                  px(MARGIN) + names,
                  top,
                  format.width() - 2 * px(MARGIN) - names,
                  format.height() - top - px(FOOTER),
                  classNamesWidth()));
      edges(layout);
      winnerLinks(layout);
      inputs(layout.columns().getFirst(), names > 0);
      for (int l = 0; l < frame.layers().size(); l++) {
        layer(layout.columns().get(l + 1), l);
      }
      winners(layout.columns().getLast());
    }

    private int inputNamesWidth() {
      int inputs = known.spec().inputs().size();
      return inputs > 2
          ? 0
          : known.spec().inputs().stream().mapToInt(this::width).max().orElse(0) + px(8);
    }

    private int classNamesWidth() {
      return Math.min(
          px(180), known.spec().classes().stream().mapToInt(this::width).max().orElse(0) + px(64));
    }

    private void title(Column column, String text) {
      font(LABEL, false);
      int y = column.places().getFirst().y() - px(10);
      int x = column.x() + column.width() / 2 - width(text) / 2;
      text(text, Math.max(px(4), x), y, theme.quiet());
    }

    private void inputs(Column column, boolean named) {
      int inputs = known.spec().inputs().size();
      title(column, inputs > column.places().size() ? "%,d inputs".formatted(inputs) : "inputs");
      for (int i = 0; i < column.places().size(); i++) {
        Place place = column.places().get(i);
        if (inputs == 2) {
          tile(place, pixels.slope(i == 0, place.size(), signed), false);
        } else {
          plate(place);
        }
        if (named) {
          font(LABEL, false);
          String name = known.spec().inputs().get(i);
          text(
              name,
              place.x() - px(8) - width(name),
              place.y() + place.size() / 2 + px(4),
              theme.quiet());
        }
      }
    }

    private void layer(Column column, int l) {
      title(column, known.layerName(l));
      LayerSurfaces layer = frame.layers().get(l);
      HeightScale heights = known.scale(frame, l);
      float widest = 0;
      for (int unit = 0; unit < layer.units(); unit++) {
        widest = Math.max(widest, layer.maximum().get(unit) - layer.minimum().get(unit));
      }
      boolean classes = l == frame.layers().size() - 1;
      for (int unit = 0; unit < column.places().size(); unit++) {
        Place place = column.places().get(unit);
        float range = layer.maximum().get(unit) - layer.minimum().get(unit);
        Palette palette = heights.signed() ? signed : unsigned;
        tile(
            place,
            pixels.surface(l, unit, place.size(), heights, palette),
            !classes && range < DEAD_RANGE * widest);
        marks(place);
        if (classes && !column.block()) {
          className(place, unit);
        }
      }
    }

    private void className(Place place, int c) {
      font(LABEL, false);
      double y = place.y() + place.size() / 2.0;
      double x = place.x() + place.size() + px(14);
      String name = known.spec().classes().get(c);
      FontMetrics metrics = graphics.getFontMetrics();
      graphics.setColor(Theme.faded(theme.paper(), 0.85));
      graphics.fill(
          new RoundRectangle2D.Double(
              x - px(8), y - px(10), metrics.stringWidth(name) + px(24), px(20), 8, 8));
      ClassMark.draw(graphics, theme, known.look(c), x, y, 4 * scale, false);
      text(name, (int) x + px(10), (int) y + px(4), theme.ink());
    }

    private void winners(Column column) {
      title(column, "who wins");
      Place place = column.places().getFirst();
      tile(place, pixels.winners(place.size(), known.classPalettes()), false);
      marks(place);
    }

    private void tile(Place place, BufferedImage surface, boolean dead) {
      Shape before = graphics.getClip();
      Shape outline = outline(place, 0);
      graphics.setClip(outline);
      if (dead) {
        graphics.setColor(theme.panel());
        graphics.fill(outline);
        graphics.setComposite(java.awt.AlphaComposite.SrcOver.derive(0.35f));
      }
      graphics.drawImage(surface, place.x(), place.y(), null);
      graphics.setComposite(java.awt.AlphaComposite.SrcOver);
      graphics.setClip(before);
      stroke(1);
      graphics.setColor(Theme.faded(theme.ink(), 0.25));
      graphics.draw(outline(place, 0.5));
    }

    private void plate(Place place) {
      graphics.setColor(theme.hairline());
      graphics.fill(outline(place, 0));
    }

    private Shape outline(Place place, double inset) {
      double radius = 2 * Math.min(4, place.size() / 10.0);
      return new RoundRectangle2D.Double(
          place.x() + inset,
          place.y() + inset,
          place.size() - 2 * inset,
          place.size() - 2 * inset,
          radius,
          radius);
    }

    private void marks(Place place) {
      if (place.size() < SMALLEST_WITH_MARKS) {
        return;
      }
      Shape before = graphics.getClip();
      graphics.setClip(outline(place, 0));
      ProjectedExamples examples = frame.examples();
      int size = place.size();
      int shown = (int) Math.min(examples.size(), Math.max(8, size * size / AREA_PER_MARK));
      double radius = MARK_RADIUS * (size > 300 ? 2.4 : size > 100 ? 1.35 : 1);
      for (int i = examples.size() - shown; i < examples.size(); i++) {
        int age = i - (examples.size() - shown) + 1;
        graphics.setComposite(java.awt.AlphaComposite.SrcOver.derive(0.35f + 0.65f * age / shown));
        mark(place, i, radius);
      }
      graphics.setComposite(java.awt.AlphaComposite.SrcOver);
      graphics.setClip(before);
    }

    private void mark(Place place, int example, double radius) {
      ProjectedExamples examples = frame.examples();
      var plane = frame.plane();
      double s = examples.coordinates().get(2 * example) - plane.uMinimum();
      double t = examples.coordinates().get(2 * example + 1) - plane.vMinimum();
      double x = place.x() + place.size() * s / (plane.uMaximum() - plane.uMinimum());
      double y = place.y() + place.size() * (1 - t / (plane.vMaximum() - plane.vMinimum()));
      int label = examples.labels().get(example);
      boolean wrong = label != examples.predicted().get(example);
      ClassMark.draw(graphics, theme, known.look(label), x, y, radius, wrong);
    }

    private void edges(WallLayout layout) {
      for (int l = 0; l < frame.layers().size(); l++) {
        LayerSurfaces layer = frame.layers().get(l);
        int inputs = layer.weights().length() / layer.units();
        Column from = layout.columns().get(l);
        if (inputs != from.units() || from.places().size() < Math.min(inputs, 2)) {
          continue; // Left out of the frame, or folded into one plate.
        }
        edges(from, layout.columns().get(l + 1), layer, inputs);
      }
    }

    private void edges(Column from, Column to, LayerSurfaces layer, int inputs) {
      double largest = 1e-9;
      for (float weight : layer.weights().array()) {
        largest = Math.max(largest, Math.abs(weight));
      }
      record Edge(Place from, Place to, double share) {}
      List<Edge> edges = new ArrayList<>();
      for (int unit = 0; unit < to.places().size(); unit++) {
        for (int k = 0; k < from.places().size(); k++) {
          double share = layer.weights().get(unit * inputs + k) / largest;
          edges.add(new Edge(from.places().get(k), to.places().get(unit), share));
        }
      }
      edges.sort((a, b) -> Double.compare(Math.abs(b.share()), Math.abs(a.share())));
      for (Edge edge : edges.subList(0, Math.min(edges.size(), MOST_EDGES)).reversed()) {
        stroke(0.4 + Math.abs(edge.share()) * WIDEST_EDGE);
        link(edge.from(), edge.to(), Theme.faded(theme.ofSign(edge.share()), 0.35));
      }
    }

    private void winnerLinks(WallLayout layout) {
      Column classes = layout.columns().get(layout.columns().size() - 2);
      Place to = layout.columns().getLast().places().getFirst();
      stroke(1);
      for (Place from : classes.places()) {
        link(from, to, Theme.faded(theme.control(), 0.45));
      }
    }

    private void link(Place from, Place to, Color colour) {
      double x0 = from.x() + from.size();
      double y0 = from.y() + from.size() / 2.0;
      double y1 = to.y() + to.size() / 2.0;
      double bend = (to.x() - x0) * 0.45;
      graphics.setColor(colour);
      graphics.draw(new CubicCurve2D.Double(x0, y0, x0 + bend, y0, to.x() - bend, y1, to.x(), y1));
    }

    private void large(NeuronChoice neuron) {
      int l = neuron.layer();
      neuron.in(known.spec().network());
      int top = px(HEADER) + px(LABELS);
      int bottom = px(FOOTER) + px(40);
      int size =
          Math.min(format.height() - top - bottom, format.width() - 2 * px(MARGIN) - px(220));
      size = Math.max(size, px(64));
      int free = format.height() - top - bottom - size;
      Place place = new Place((format.width() - size) / 2, top + Math.max(0, free / 2), size);
      HeightScale heights = known.scale(frame, l);
      Palette palette = heights.signed() ? signed : unsigned;
      BufferedImage surface =
          pixels.contoured(
              l,
              neuron.unit(),
              size,
              heights,
              palette,
              heights.signed() ? Theme.LIGHT.ink() : theme.panel());
      font(EMPHASIS, false);
      String name = known.neuronName(l, neuron.unit());
      text(name, place.x(), place.y() - px(12), theme.quiet());
      tile(place, surface, false);
      marks(place);
      axes(place);
      legend(place, heights, palette);
    }

    private void axes(Place place) {
      font(LABEL, false);
      var plane = frame.plane();
      int y = place.y() + place.size() + px(18);
      int right = place.x() + place.size();
      text(number(plane.uMinimum()), place.x(), y, theme.quiet());
      centred(plane.uName(), place.x() + place.size() / 2, y, theme.ink());
      String last = number(plane.uMaximum());
      text(last, right - width(last), y, theme.quiet());
      int x = place.x() - px(8);
      rightAligned(number(plane.vMinimum()), x, place.y() + place.size(), theme.quiet());
      rightAligned(plane.vName(), x, place.y() + place.size() / 2 + px(4), theme.ink());
      rightAligned(number(plane.vMaximum()), x, place.y() + px(12), theme.quiet());
    }

    private void legend(Place place, HeightScale heights, Palette palette) {
      int x = place.x() + place.size() + px(20);
      int width = px(12);
      for (int i = 0; i < place.size(); i++) {
        graphics.setColor(new Color(palette.at(1 - (double) i / (place.size() - 1))));
        graphics.fillRect(x, place.y() + i, width, 1);
      }
      int text = x + width + px(6);
      font(LABEL, false);
      text(number(heights.high()), text, place.y() + px(10), theme.quiet());
      double middle = heights.signed() ? 0 : heights.high() / 2;
      text(number(middle), text, place.y() + place.size() / 2 + px(4), theme.quiet());
      double lowest = heights.signed() ? -heights.high() : 0;
      text(number(lowest), text, place.y() + place.size(), theme.quiet());
    }

    private static String number(double value) {
      String text = "%.2f".formatted(value).replaceAll("\\.?0+$", "").replace("-", "\u2212");
      return text.equals("\u22120") ? "0" : text;
    }

    private void font(int points, boolean bold) {
      graphics.setFont(
          new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1)
              .deriveFont((float) (points * scale)));
    }

    private int width(String text) {
      return graphics.getFontMetrics().stringWidth(text);
    }

    private void centred(String text, int x, int baseline, Color colour) {
      text(text, x - width(text) / 2, baseline, colour);
    }

    private void rightAligned(String text, int right, int baseline, Color colour) {
      text(text, right - width(text), baseline, colour);
    }

    private void text(String text, int x, int baseline, Color colour) {
      graphics.setColor(colour);
      graphics.drawString(text, x, baseline);
    }

    private void stroke(double width) {
      graphics.setStroke(
          new BasicStroke((float) (width * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
  }
}
