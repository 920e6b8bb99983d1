package dev.carve.standalone.render;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The colours of an animation, chosen from some of its pictures, and the nearest one for any.
///
/// Colours are counted in 64 levels a channel and parted by median cut: the box with the most
/// weight over its extent is halved until there are as many as colours. Counts enter by their root,
/// so that small marks keep their colours beside large areas. The last index is transparent.
///
/// Source: Paul Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982.
final class GifPalette {
  /// The index of pixels that stay as they were.
  static final int TRANSPARENT = 255;

  private static final int LEVELS = 64;
  private static final int BINS = LEVELS * LEVELS * LEVELS;

  private static final int AS_GOOD_AS_EQUAL = 12; // squared levels

  /* Bayer, "An optimum method for two-level rendition of continuous-tone pictures", 1973. */
  private static final int[] PATTERN = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  private final int[] colours;
  private final short[] nearest = new short[BINS];

  private GifPalette(int[] colours) {
    this.colours = colours;
    Arrays.fill(nearest, (short) -1);
  }

  /// One bin of the histogram: its weight and its mean colour.
  private record Bin(double weight, double red, double green, double blue) {
    private double channel(int c) {
      return c == 0 ? red : c == 1 ? green : blue;
    }
  }

  /// Chooses colours.
  static GifPalette of(List<BufferedImage> pictures) {
    List<List<Bin>> boxes = new ArrayList<>();
    boxes.add(histogram(pictures));
    while (boxes.size() < TRANSPARENT) {
      List<Bin> widest =
          boxes.stream()
              .filter(box -> box.size() > 1)
              .max(Comparator.comparingDouble(box -> weight(box) * extent(box, widest(box))))
              .orElse(List.of());
      if (widest.isEmpty()) {
        break;
      }
      boxes.remove(widest);
      boxes.addAll(halves(widest));
    }
    return new GifPalette(boxes.stream().mapToInt(GifPalette::mean).toArray());
  }

  private static List<Bin> histogram(List<BufferedImage> pictures) {
    long[] counts = new long[BINS];
    long[][] sums = new long[3][BINS];
    for (BufferedImage picture : pictures) {
      int[] pixels =
          picture.getRGB(
              0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
      for (int rgb : pixels) {
        int bin = bin(rgb);
        counts[bin]++;
        for (int c = 0; c < 3; c++) {
          sums[c][bin] += channel(rgb, c);
        }
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double count = counts[bin];
        bins.add(
            new Bin(
                Math.sqrt(count),
                sums[0][bin] / count,
                sums[1][bin] / count,
                sums[2][bin] / count));
      }
    }
    return bins;
  }

  private static List<List<Bin>> halves(List<Bin> box) {
    int c = widest(box);
    List<Bin> sorted = new ArrayList<>(box);
    sorted.sort(Comparator.comparingDouble(bin -> bin.channel(c)));
    double half = weight(box) / 2;
    double sum = 0;
    int cut = 0;
    while (cut < sorted.size() - 1 && sum < half) {
      sum += sorted.get(cut++).weight();
    }
    cut = Math.max(1, cut);
    return List.of(
        List.copyOf(sorted.subList(0, cut)), List.copyOf(sorted.subList(cut, sorted.size())));
  }

  private static double weight(List<Bin> box) {
    return box.stream().mapToDouble(Bin::weight).sum();
  }

  private static int widest(List<Bin> box) {
    int widest = 0;
    for (int c = 1; c < 3; c++) {
      if (extent(box, c) > extent(box, widest)) {
        widest = c;
      }
    }
    return widest;
  }

  private static double extent(List<Bin> box, int c) {
    double low = 255;
    double high = 0;
    for (Bin bin : box) {
      low = Math.min(low, bin.channel(c));
      high = Math.max(high, bin.channel(c));
    }
    return high - low;
  }

  private static int mean(List<Bin> box) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int channel = c;
      double sum = box.stream().mapToDouble(bin -> bin.weight() * bin.channel(channel)).sum();
      rgb = rgb << 8 | (int) Math.round(sum / weight(box));
    }
    return rgb;
  }

  /// The index of a colour near that of a pixel: between two of them, pixels take turns in a fixed
  /// pattern, so that slopes have no edges and what stands still does.
  int index(int rgb, int x, int y) {
    int plain = index(rgb);
    if (distance(rgb, colours[plain]) <= AS_GOOD_AS_EQUAL) {
      return plain;
    }
    int shift = PATTERN[((y & 3) << 2) | (x & 3)] - 7;
    return index(
        shifted(rgb, 0, shift) << 16 | shifted(rgb, 1, shift) << 8 | shifted(rgb, 2, shift));
  }

  private static int shifted(int rgb, int c, int shift) {
    return Math.clamp(channel(rgb, c) + shift, 0, 255);
  }

  private int index(int rgb) {
    int bin = bin(rgb);
    if (nearest[bin] < 0) {
      nearest[bin] = (short) search(rgb);
    }
    return nearest[bin];
  }

  private int search(int rgb) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      int distance = distance(rgb, colours[i]);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private static int distance(int rgb, int other) {
    int distance = 0;
    for (int c = 0; c < 3; c++) {
      int difference = channel(rgb, c) - channel(other, c);
      distance += difference * difference;
    }
    return distance;
  }

  private static int bin(int rgb) {
    return (channel(rgb, 0) >> 2) << 12 | (channel(rgb, 1) >> 2) << 6 | channel(rgb, 2) >> 2;
  }

  private static int channel(int rgb, int c) {
    return rgb >> (16 - 8 * c) & 0xFF;
  }

  /// The colours as Java's images want them.
  IndexColorModel colourModel() {
    int[] all = new int[TRANSPARENT + 1];
    for (int i = 0; i < colours.length; i++) {
      all[i] = 0xFF << 24 | colours[i];
    }
    return new IndexColorModel(
        8, all.length, all, 0, false, TRANSPARENT, java.awt.image.DataBuffer.TYPE_BYTE);
  }
}
