package dev.carve.standalone.render;

import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import dev.carve.sampler.sampling.NeuronChoice;
import dev.carve.standalone.render.SheetFile.SheetGrid;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What is rendered, and into what.
///
/// @param run the run's name
/// @param course which steps, how fast, in which direction; a GIF that loops does so for ever
/// @param file where the pictures go
/// @param look what they look like
public record RenderingPlan(String run, ReplayCourse course, Path file, Look look) {
  private static final int SMALLEST = 160;
  private static final int SMALLEST_HEIGHT = 90;
  private static final int LARGEST = 7680;

  /// What pictures look like.
  ///
  /// @param width pixels
  /// @param height pixels
  /// @param fps pictures a second
  /// @param gridPoints points along each side of a surface
  /// @param theme colours
  /// @param neuron the one whose surface is drawn alone, if any
  public record Look(
      int width, int height, int fps, int gridPoints, Theme theme, Optional<NeuronChoice> neuron) {

    private static final int WALL_POINTS = 64;
    private static final int NEURON_POINTS = 128;

    /// {@return points along each side of a surface: more where there is one alone}
    ///
    /// @param neuron the one that is drawn alone, if any
    public static int usualPoints(Optional<NeuronChoice> neuron) {
      return neuron.isPresent() ? NEURON_POINTS : WALL_POINTS;
    }

    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if it is too small, too large, or odd
    public Look {
      if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST) {
        throw new IllegalArgumentException(
            "a picture must be %d to %d pixels wide and high: size=%dx%d"
                .formatted(SMALLEST, LARGEST, width, height));
      }
      if (width % 2 != 0 || height % 2 != 0) {
        throw new IllegalArgumentException(
            "width and height must be even: size=%dx%d".formatted(width, height));
      }
      if (fps < 1 || fps > 60) {
        throw new IllegalArgumentException("fps must be in 1..60: fps=" + fps);
      }
    }
  }

  /// Checks that the pictures of a contact sheet are large enough to be looked at.
  ///
  /// @param look of the whole sheet
  /// @param pictures on it
  /// @throws IllegalArgumentException if they are too small
  public static void checkSheet(Look look, int pictures) {
    SheetGrid grid = SheetGrid.of(look.width(), look.height(), pictures);
    if (grid.cellWidth() < SMALLEST || grid.cellHeight() < SMALLEST_HEIGHT) {
      throw new IllegalArgumentException(
          "the pictures of a sheet must be at least %d pixels wide and %d high: sheet=%dx%d, pictures=%d, each=%dx%d"
              .formatted(
                  SMALLEST,
                  SMALLEST_HEIGHT,
                  look.width(),
                  look.height(),
                  pictures,
                  grid.cellWidth(),
                  grid.cellHeight()));
    }
  }

  /// What kind of file it is.
  public enum Kind {
    /// An animation.
    GIF(960, 540, 15),
    /// A film.
    MP4(1280, 720, 30),
    /// A contact sheet.
    PNG(2400, 1800, 30);

    private final int usualWidth;
    private final int usualHeight;
    private final int usualFps;

    Kind(int usualWidth, int usualHeight, int usualFps) {
      this.usualWidth = usualWidth;
      this.usualHeight = usualHeight;
      this.usualFps = usualFps;
    }

    /// {@return pixels across where nothing else is asked for}
    public int usualWidth() {
      return usualWidth;
    }

    /// {@return pixels from top to bottom where nothing else is asked for}
    public int usualHeight() {
      return usualHeight;
    }

    /// {@return pictures a second where nothing else is asked for}
    public int usualFps() {
      return usualFps;
    }
  }

  /// {@return the course that takes so many seconds for all steps of its range that the run has}
  ///
  /// @param course which steps, in which direction; its pace does not matter
  /// @param run the run
  /// @param seconds above 0
  public static ReplayCourse evenly(ReplayCourse course, RunSummary run, double seconds) {
    ReplayRange range = course.range();
    long from = Math.max(range.from(), run.firstStep());
    long steps = Math.max(1, Math.min(range.to(), run.lastStep()) - from);
    return new ReplayCourse(
        range, Pace.ofSteps(steps / seconds), course.backwards(), course.loop());
  }

  /// {@return the kind that a file's name says}
  ///
  /// @param file the file
  /// @throws IllegalArgumentException if it says none
  public static Kind kind(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException("the file must end in .gif, .mp4 or .png: file=" + file);
  }
}
