package dev.carve.standalone.render;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import java.awt.Color;
import java.awt.image.BufferedImage;

/// Surfaces seen from above, as finely as the picture is: heights between the points of the grid
/// are interpolated.
final class SurfacePixels {
  private static final int ISO_LINES = 10;
  private static final double FINE = 0.3;
  private static final double HEAVY = 0.75;
  private static final double HALF_FINE = 0.5; // pixels
  private static final double HALF_HEAVY = 0.9;
  private static final double CROWDED = 3; // pixels between lines, below which they fade

  private final SurfaceFrame frame;

  /// @param frame whose surfaces are drawn
  SurfacePixels(SurfaceFrame frame) {
    this.frame = frame;
  }

  /// A height at a place of the picture.
  private interface Heights {
    double at(double column, double row);
  }

  /// One neuron's surface.
  BufferedImage surface(int layer, int unit, int size, HeightScale scale, Palette palette) {
    Heights heights = heights(layer, unit);
    return paint(size, (column, row) -> palette.at(scale.share(heights.at(column, row))));
  }

  /// One neuron's surface with a line at every tenth of the scale and a heavier one at its middle.
  BufferedImage contoured(
      int layer, int unit, int size, HeightScale scale, Palette palette, Color ink) {
    Heights heights = heights(layer, unit);
    double pixel = (frame.columns() - 1.0) / size;
    return paint(
        size,
        (column, row) -> {
          double share = scale.share(heights.at(column, row));
          double right = scale.share(heights.at(column + pixel, row));
          double up = scale.share(heights.at(column, row + pixel));
          double slope = Math.hypot(right - share, up - share);
          return inked(palette.at(share), ink, lines(share, slope));
        });
  }

  /// A slope along u or v, as an input is.
  BufferedImage slope(boolean alongU, int size, Palette palette) {
    return paint(
        size,
        (column, row) ->
            palette.at(alongU ? column / (frame.columns() - 1) : row / (frame.rows() - 1)));
  }

  /// Who wins where: the colour of the class with the highest surface, the fuller the clearer.
  BufferedImage winners(int size, Palette[] classes) {
    int last = frame.layers().size() - 1;
    Heights[] heights = new Heights[classes.length];
    for (int c = 0; c < heights.length; c++) {
      heights[c] = heights(last, c);
    }
    double chance = 1.0 / classes.length;
    return paint(
        size,
        (column, row) -> {
          int best = 0;
          double top = -1;
          for (int c = 0; c < heights.length; c++) {
            double height = heights[c].at(column, row);
            if (height > top) {
              top = height;
              best = c;
            }
          }
          double clear = Math.clamp((top - chance) / (1 - chance), 0.0, 1.0);
          return classes[best].at((40 + clear * 175) / 255);
        });
  }

  private Heights heights(int layer, int unit) {
    LayerSurfaces surfaces = frame.layers().get(layer);
    int columns = frame.columns();
    int rows = frame.rows();
    int from = unit * columns * rows;
    double low = surfaces.minimum().get(unit);
    double step = (surfaces.maximum().get(unit) - low) / 255;
    return (column, row) -> {
      int c = Math.clamp((int) column, 0, columns - 2);
      int r = Math.clamp((int) row, 0, rows - 2);
      double right = Math.clamp(column - c, 0.0, 1.0);
      double up = Math.clamp(row - r, 0.0, 1.0);
      int at = from + r * columns + c;
      double below = mix(surfaces, at, right);
      double above = mix(surfaces, at + columns, right);
      return low + step * (below + (above - below) * up);
    };
  }

  private static double mix(LayerSurfaces surfaces, int at, double share) {
    int left = surfaces.heights().byteAt(at) & 0xFF;
    int right = surfaces.heights().byteAt(at + 1) & 0xFF;
    return left + (right - left) * share;
  }

  /// The colour at a place of the grid.
  private interface Colours {
    int at(double column, double row);
  }

  private BufferedImage paint(int size, Colours colours) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    int[] line = new int[size];
    for (int y = 0; y < size; y++) {
      double row = (size - 1 - y + 0.5) / size * (frame.rows() - 1);
      for (int x = 0; x < size; x++) {
        line[x] = colours.at((x + 0.5) / size * (frame.columns() - 1), row);
      }
      image.setRGB(0, y, size, 1, line, 0, size);
    }
    return image;
  }

  /* How far a line is on the picture: the difference of heights over the slope between two pixels. */
  private static double lines(double share, double slope) {
    if (slope < 1e-9) {
      return 0;
    }
    double tenth = share * ISO_LINES;
    double nearest = Math.rint(tenth);
    boolean within = nearest > 0 && nearest < ISO_LINES; // Plateaus lie at the ends.
    double fine = within ? covered(Math.abs(tenth - nearest) / (slope * ISO_LINES), HALF_FINE) : 0;
    double crowding = Math.clamp(1 / (slope * ISO_LINES * CROWDED), 0.0, 1.0);
    double heavy = covered(Math.abs(share - 0.5) / slope, HALF_HEAVY);
    return Math.max(fine * FINE * crowding, heavy * HEAVY);
  }

  private static double covered(double distance, double half) {
    return Math.clamp(half + 0.5 - distance, 0.0, 1.0);
  }

  private static int inked(int colour, Color ink, double share) {
    int r = mixed(colour >> 16 & 0xFF, ink.getRed(), share);
    int g = mixed(colour >> 8 & 0xFF, ink.getGreen(), share);
    int b = mixed(colour & 0xFF, ink.getBlue(), share);
    return 0xFF << 24 | r << 16 | g << 8 | b;
  }

  private static int mixed(int channel, int other, double share) {
    return (int) Math.round(channel + (other - channel) * share);
  }
}
