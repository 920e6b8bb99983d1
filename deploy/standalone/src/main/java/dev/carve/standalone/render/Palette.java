package dev.carve.standalone.render;

import java.awt.Color;

/// 256 colours from the lowest to the highest height, mixed so that equal steps look equal.
///
/// Source: Björn Ottosson, "A perceptual color space for image processing", 2020 (Oklab).
final class Palette {
  private static final int COLOURS = 256;

  private final int[] colours;

  private Palette(int[] colours) {
    this.colours = colours;
  }

  /// Mixes colours that are evenly spaced.
  static Palette mix(Color... stops) {
    double[][] labs = new double[stops.length][];
    for (int i = 0; i < stops.length; i++) {
      labs[i] = toOklab(stops[i]);
    }
    int[] colours = new int[COLOURS];
    for (int i = 0; i < COLOURS; i++) {
      double at = (double) i / (COLOURS - 1) * (stops.length - 1);
      int left = Math.min((int) at, stops.length - 2);
      double share = at - left;
      double[] lab = new double[3];
      for (int c = 0; c < 3; c++) {
        lab[c] = labs[left][c] + (labs[left + 1][c] - labs[left][c]) * share;
      }
      colours[i] = fromOklab(lab);
    }
    return new Palette(colours);
  }

  /// The colour at a share of the scale, from 0 at the bottom to 1 at the top.
  ///
  /// @return red, green and blue in one number, opaque
  int at(double share) {
    return colours[Math.clamp(Math.round(share * (COLOURS - 1)), 0, COLOURS - 1)];
  }

  private static double[] toOklab(Color colour) {
    double r = linear(colour.getRed());
    double g = linear(colour.getGreen());
    double b = linear(colour.getBlue());
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new double[] {
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
    };
  }

  private static int fromOklab(double[] lab) {
    double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
    double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
    double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.291485548 * lab[2]);
    int r = standard(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int g = standard(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int b = standard(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
    return 0xFF << 24 | r << 16 | g << 8 | b;
  }

  private static double cube(double value) {
    return value * value * value;
  }

  private static double linear(int channel) {
    double s = channel / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }

  private static int standard(double linear) {
    double clamped = Math.clamp(linear, 0.0, 1.0);
    double s = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * s);
  }
}
