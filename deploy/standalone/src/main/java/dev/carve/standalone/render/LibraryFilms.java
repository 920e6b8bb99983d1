package dev.carve.standalone.render;

import dev.carve.dashboard.film.FilmRequest;
import dev.carve.dashboard.film.FilmStudio;
import dev.carve.dashboard.film.UnfitFilmException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.sampler.sampling.NeuronChoice;
import dev.carve.standalone.render.RenderingPlan.Kind;
import dev.carve.standalone.render.RenderingPlan.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Films of a library's runs for those who ask on the page, in files of the system's directory for
/// temporary ones.
public final class LibraryFilms implements FilmStudio {
  private static final List<Kind> KINDS = List.of(Kind.GIF, Kind.MP4);
  private static final int NO_SHEET = 1;

  private final RunLibrary library;

  /// Films of a library.
  ///
  /// @param library the runs, which the caller closes
  public LibraryFilms(RunLibrary library) {
    this.library = library;
  }

  @Override
  public List<String> formats() {
    return KINDS.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Optional<Path> draw(FilmRequest request, BooleanSupplier stop) {
    Optional<RunSummary> run = library.find(request.run());
    if (run.isEmpty()) {
      return Optional.empty();
    }
    Path file = temporary(request.format());
    try {
      RunRendering.Outcome drawn =
          new RunRendering(library, plan(request, run.get(), file), NO_SHEET)
              .run((_, _) -> {}, stop);
      if (drawn.pictures() > 0) {
        return Optional.of(file);
      }
    } catch (InvalidViewException | IllegalArgumentException e) {
      delete(file);
      throw new UnfitFilmException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
    delete(file);
    return Optional.empty();
  }

  private static RenderingPlan plan(FilmRequest request, RunSummary run, Path file) {
    if (request.from() > run.lastStep()) {
      throw new IllegalArgumentException(
          "a film must begin within the run: from=%d, last step=%d"
              .formatted(request.from(), run.lastStep()));
    }
    Kind kind = RenderingPlan.kind(file);
    ReplayRange range = new ReplayRange(request.from(), Math.min(request.to(), run.lastStep()));
    ReplayCourse all = new ReplayCourse(range, Pace.fastest(), false, kind == Kind.GIF);
    Optional<NeuronChoice> neuron = request.neuron().map(NeuronChoice::parse);
    Look look =
        new Look(
            kind.usualWidth(),
            kind.usualHeight(),
            kind.usualFps(),
            Look.usualPoints(neuron),
            request.dark() ? Theme.DARK : Theme.LIGHT,
            neuron);
    return new RenderingPlan(
        run.run(), RenderingPlan.evenly(all, run, request.seconds()), file, look);
  }

  private static Path temporary(String format) {
    try {
      return Files.createTempFile("carve-film-", "." + format);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("a temporary file must be writable: " + e.getMessage(), e));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
