package dev.carve.standalone.render;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.replay.ReplayedFrame;
import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.standalone.render.FramePicture.PictureFormat;
import dev.carve.standalone.render.RenderingPlan.Kind;
import dev.carve.standalone.render.RenderingPlan.Look;
import dev.carve.standalone.render.SheetFile.SheetGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws a replay into a file.
public final class RunRendering {
  private static final int PALETTE_SAMPLES = 6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Logger log = LoggerFactory.getLogger(RunRendering.class);

  private final RunLibrary library;
  private final RenderingPlan plan;
  private final int pictures;
  private final Path partial;

  /// What came of it.
  ///
  /// @param pictures how many were drawn
  /// @param firstStep the step of the first
  /// @param lastStep the step of the last
  /// @param bytes size of the file
  public record Outcome(int pictures, long firstStep, long lastStep, long bytes) {}

  /// Is told how far the work is.
  @FunctionalInterface
  public interface Progress {
    /// Shows it.
    ///
    /// @param pictures how many are drawn
    /// @param step the step of the last one
    void show(int pictures, long step);
  }

  /// A rendering that has not begun.
  ///
  /// @param library where the run is
  /// @param plan what to draw
  /// @param pictures how many there will be at most; a sheet has room for so many
  public RunRendering(RunLibrary library, RenderingPlan plan, int pictures) {
    this.library = library;
    this.plan = plan;
    this.pictures = pictures;
    this.partial = plan.file().resolveSibling(plan.file().getFileName() + ".partial");
  }

  /// Draws everything.
  ///
  /// @param progress is told after every picture
  /// @param stop asked before every picture whether to leave it at what there is
  /// @return what came of it
  /// @throws InvalidViewException if the network has no such neuron
  /// @throws UncheckedIOException if the file cannot be written
  public Outcome run(Progress progress, BooleanSupplier stop) {
    RunSummary run = library.find(plan.run()).orElseThrow();
    FramePicture picture = new FramePicture(format(run));
    try (FrameArchive archive =
            new FrameArchive(library, plan.look().gridPoints(), InstantSource.system());
        ReplaySession session = archive.replay(plan.run(), once())) {
      Outcome drawn;
      try (PictureFile file = file(archive, run)) {
        drawn = new Film(session, picture, file, progress, stop).draw();
      }
      Files.move(partial, plan.file(), StandardCopyOption.REPLACE_EXISTING);
      return outcome(drawn);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "the file must be writable: file=%s, %s".formatted(plan.file(), e.getMessage()), e));
    } finally {
      deletePartial();
    }
  }

  /// What a failure leaves half done.
  private void deletePartial() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      log.debug("The partial file stays: {}", partial, e);
    }
  }

  private Outcome outcome(Outcome drawn) throws IOException {
    return new Outcome(
        drawn.pictures(), drawn.firstStep(), drawn.lastStep(), Files.size(plan.file()));
  }

  private ReplayCourse once() {
    ReplayCourse course = plan.course();
    return new ReplayCourse(course.range(), course.pace(), course.backwards(), false);
  }

  private PictureFormat format(RunSummary run) {
    Look look = plan.look();
    SheetGrid grid = grid();
    boolean sheet = kind() == Kind.PNG;
    ReplayRange range = plan.course().range();
    return new PictureFormat(
        sheet ? grid.cellWidth() : look.width(),
        sheet ? grid.cellHeight() : look.height(),
        look.theme(),
        look.neuron(),
        Math.max(range.from(), run.firstStep()),
        Math.min(range.to(), run.lastStep()));
  }

  private Kind kind() {
    return RenderingPlan.kind(plan.file());
  }

  private SheetGrid grid() {
    return SheetGrid.of(plan.look().width(), plan.look().height(), pictures);
  }

  private PictureFile file(FrameArchive archive, RunSummary run) throws IOException {
    return switch (kind()) {
      case GIF ->
          new GifFile(partial, plan.look().fps(), plan.course().loop(), palette(archive, run));
      case MP4 -> new FilmFile(partial, plan.look().fps());
      case PNG -> new SheetFile(partial, grid(), plan.look().theme().hairline());
    };
  }

  /// Colours for all pictures, from some that are spread over them.
  private GifPalette palette(FrameArchive archive, RunSummary run) {
    PictureFormat format = format(run);
    FramePicture picture = new FramePicture(format);
    List<BufferedImage> samples = new ArrayList<>();
    for (int i = 0; i < PALETTE_SAMPLES; i++) {
      long step = format.from() + (format.to() - format.from()) * i / (PALETTE_SAMPLES - 1);
      samples.add(picture.draw(decode(archive.frame(plan.run(), step))));
    }
    return GifPalette.of(samples);
  }

  private static SurfaceFrame decode(byte[] frame) {
    return Topics.FRAMES.codec().decode(frame);
  }

  /// The pictures one after the other.
  private final class Film {
    private final ReplaySession session;
    private final FramePicture picture;
    private final PictureFile file;
    private final Progress progress;
    private final BooleanSupplier stop;
    private @Nullable ReplayedFrame pending;
    private @Nullable BufferedImage drawn;
    private long firstStep = -1;
    private long lastStep;
    private int count;

    Film(
        ReplaySession session,
        FramePicture picture,
        PictureFile file,
        Progress progress,
        BooleanSupplier stop) {
      this.session = session;
      this.picture = picture;
      this.file = file;
      this.progress = progress;
      this.stop = stop;
    }

    Outcome draw() throws IOException {
      boolean paced = plan.course().isPaced();
      while (!stop.getAsBoolean()) {
        long now = Math.round(count * NANOS_PER_SECOND / plan.look().fps());
        if (pending == null) {
          Optional<ReplayedFrame> next = session.next(paced ? now : 0);
          if (next.isEmpty()) {
            break;
          }
          pending = next.get();
        }
        if (!paced || pending.dueNs() <= now) {
          show(pending);
          pending = null;
        }
        addDrawn();
      }
      return new Outcome(count, firstStep, lastStep, 0);
    }

    private void show(ReplayedFrame frame) {
      drawn = picture.draw(decode(frame.bytes()));
      lastStep = frame.step();
      firstStep = firstStep < 0 ? lastStep : firstStep;
    }

    private void addDrawn() throws IOException {
      if (drawn != null) {
        file.add(drawn);
        count++;
        progress.show(count, lastStep);
      }
    }
  }
}
