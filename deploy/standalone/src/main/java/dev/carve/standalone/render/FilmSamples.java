package dev.carve.standalone.render;

import java.awt.image.BufferedImage;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/// Pictures as films hold them: lightness for each pixel, colour for each four.
///
/// Source: Recommendation ITU-R BT.709-6, with 219 levels of lightness and 224 of colour.
final class FilmSamples {
  private static final double RED = 0.2126;
  private static final double BLUE = 0.0722;
  private static final double GREEN = 1 - RED - BLUE;
  private static final double DARKEST = 16;
  private static final double LEVELS = 219.0 / 255;
  private static final double COLOUR_LEVELS = 224.0 / 255;
  private static final int BIAS =
      128; // JCodec's samples are signed, and so lightness begins there.

  private FilmSamples() {}

  /// The samples of a picture whose width and height are even.
  static Picture of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] rgb = picture.getRGB(0, 0, width, height, null, 0, width);
    // JCodec takes no other name for them; the stream says what they are.
    Picture samples = Picture.create(width, height, ColorSpace.YUV420J);
    byte[] lightness = samples.getPlaneData(0);
    for (int i = 0; i < rgb.length; i++) {
      lightness[i] = (byte) Math.round(DARKEST + LEVELS * lightness(rgb[i]) - BIAS);
    }
    byte[] blue = samples.getPlaneData(1);
    byte[] red = samples.getPlaneData(2);
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x += 2) {
        int at = y * width + x;
        int into = y / 2 * (width / 2) + x / 2;
        int[] four = {rgb[at], rgb[at + 1], rgb[at + width], rgb[at + width + 1]};
        double l = 0;
        double r = 0;
        double b = 0;
        for (int pixel : four) {
          l += lightness(pixel) / 4;
          r += (pixel >> 16 & 0xFF) / 4.0;
          b += (pixel & 0xFF) / 4.0;
        }
        blue[into] = (byte) Math.round(COLOUR_LEVELS * (b - l) / (2 * (1 - BLUE)));
        red[into] = (byte) Math.round(COLOUR_LEVELS * (r - l) / (2 * (1 - RED)));
      }
    }
    return samples;
  }

  private static double lightness(int rgb) {
    return RED * (rgb >> 16 & 0xFF) + GREEN * (rgb >> 8 & 0xFF) + BLUE * (rgb & 0xFF);
  }
}
