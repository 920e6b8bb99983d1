package dev.carve.standalone.render;

import java.awt.Color;

/// The colours of a picture; the same as those of the page.
public enum Theme {
  /// Dark ink on light paper.
  LIGHT(0xFBFBFA, 0xFFFFFF, 0x1C2024, 0x60666D, 0xE3E5E7, 0x878D94, 0x0B68CB, 0xECEEEF),
  /// Light ink on dark paper.
  DARK(0x121417, 0x1A1D21, 0xE8EAEC, 0x9AA1A9, 0x2B2F35, 0x6D747D, 0x6CB2FF, 0x2B3036);

  private static final int BELOW = 0xF59322;
  private static final int ABOVE = 0x0877BD;
  private static final int[] UNSIGNED = {0x00224E, 0x575D6D, 0xA59C74, 0xFEE838};
  private static final int[] CLASSES = {
    0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0xD55E00, 0x56B4E9, 0xF0E442
  };

  private final Color paper;
  private final Color panel;
  private final Color ink;
  private final Color quiet;
  private final Color hairline;
  private final Color control;
  private final Color accent;
  private final Color zero;

  Theme(int paper, int panel, int ink, int quiet, int hairline, int control, int accent, int zero) {
    this.paper = new Color(paper);
    this.panel = new Color(panel);
    this.ink = new Color(ink);
    this.quiet = new Color(quiet);
    this.hairline = new Color(hairline);
    this.control = new Color(control);
    this.accent = new Color(accent);
    this.zero = new Color(zero);
  }

  Color paper() {
    return paper;
  }

  Color panel() {
    return panel;
  }

  Color ink() {
    return ink;
  }

  Color quiet() {
    return quiet;
  }

  Color hairline() {
    return hairline;
  }

  Color control() {
    return control;
  }

  Color accent() {
    return accent;
  }

  /// The colour of heights and weights of a sign.
  Color ofSign(double value) {
    return new Color(value < 0 ? BELOW : ABOVE);
  }

  /// The colour of a class, by the number of its look.
  Color ofClass(int look) {
    int index = look % (CLASSES.length + 1);
    return index < CLASSES.length ? new Color(CLASSES[index]) : ink;
  }

  /// Colours of heights on both sides of zero.
  Palette signed() {
    return Palette.mix(new Color(BELOW), zero, new Color(ABOVE));
  }

  /// Colours of heights above zero.
  Palette unsigned() {
    Color[] stops = new Color[UNSIGNED.length];
    for (int i = 0; i < stops.length; i++) {
      stops[i] = new Color(UNSIGNED[i]);
    }
    return Palette.mix(stops);
  }

  /// From the neutral colour to that of a class.
  Palette towardsClass(int look) {
    return Palette.mix(zero, ofClass(look));
  }

  static Color faded(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
