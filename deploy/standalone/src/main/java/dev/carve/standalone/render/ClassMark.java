package dev.carve.standalone.render;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// The mark of an example: a shape beside the colour of its class, so that colour is never the only
/// sign. All shapes cover about the same area.
final class ClassMark {
  private static final int SHAPES = 8;

  private ClassMark() {}

  /// Draws a mark with a thin rim, and a ring around a wrong one.
  ///
  /// @param r radius in pixels
  static void draw(
      Graphics2D graphics, Theme theme, int look, double x, double y, double r, boolean wrong) {
    Shape shape = shape(look, x, y, r);
    graphics.setStroke(new BasicStroke((float) Math.max(1, r * 0.45)));
    graphics.setColor(Theme.faded(theme.panel(), 0.9));
    graphics.draw(shape);
    graphics.setColor(theme.ofClass(look));
    graphics.fill(shape);
    if (wrong) {
      Shape ring = circle(x, y, r * 2);
      graphics.setStroke(new BasicStroke((float) Math.max(2, r * 0.9)));
      graphics.setColor(Theme.faded(theme.panel(), 0.7));
      graphics.draw(ring);
      graphics.setStroke(new BasicStroke((float) Math.max(1, r * 0.4)));
      graphics.setColor(Theme.faded(theme.ink(), 0.9));
      graphics.draw(ring);
    }
  }

  private static Shape shape(int look, double x, double y, double r) {
    return switch ((look + 3 * (look / SHAPES)) % SHAPES) {
      case 0 -> circle(x, y, r);
      case 1 -> polygon(x, y + r * 0.15, r * 1.3, 3, -Math.PI / 2);
      case 2 -> new Rectangle2D.Double(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
      case 3 -> polygon(x, y, r * 1.25, 4, 0);
      case 4 -> cross(x, y, r);
      case 5 -> star(x, y, r * 1.35);
      case 6 -> polygon(x, y, r * 1.1, 6, 0);
      default -> polygon(x, y - r * 0.15, r * 1.3, 3, Math.PI / 2);
    };
  }

  private static Shape circle(double x, double y, double r) {
    return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
  }

  private static Shape cross(double x, double y, double r) {
    Area cross = new Area(new Rectangle2D.Double(x - r * 0.38, y - r * 1.15, r * 0.76, r * 2.3));
    cross.add(new Area(new Rectangle2D.Double(x - r * 1.15, y - r * 0.38, r * 2.3, r * 0.76)));
    return cross;
  }

  private static Shape polygon(double x, double y, double r, int corners, double turn) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      append(path, x, y, r, turn + 2 * Math.PI * i / corners);
    }
    path.closePath();
    return path;
  }

  private static Shape star(double x, double y, double r) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      append(path, x, y, i % 2 == 1 ? r * 0.45 : r, -Math.PI / 2 + Math.PI * i / 5);
    }
    path.closePath();
    return path;
  }

  private static void append(Path2D path, double x, double y, double r, double angle) {
    double px = x + r * Math.cos(angle);
    double py = y + r * Math.sin(angle);
    if (path.getCurrentPoint() == null) {
      path.moveTo(px, py);
    } else {
      path.lineTo(px, py);
    }
  }
}
