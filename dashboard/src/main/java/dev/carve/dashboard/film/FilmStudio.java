package dev.carve.dashboard.film;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Draws films of the runs that this process has. Methods may be called from any thread.
public interface FilmStudio {
  /// {@return endings of the files that it can draw, such as `gif`; none where nobody draws}
  List<String> formats();

  /// Draws a film, which takes seconds to minutes.
  ///
  /// @param request what it is to show
  /// @param stop asked before every picture whether to leave it
  /// @return a file that is the caller's, and to be deleted by him; empty if there is no such run,
  ///   or it was stopped before the first picture
  /// @throws UnfitFilmException if the run has no such neuron or steps
  Optional<Path> draw(FilmRequest request, BooleanSupplier stop);

  /// {@return what there is where nobody draws}
  static FilmStudio none() {
    return new FilmStudio() {
      @Override
      public List<String> formats() {
        return List.of();
      }

      @Override
      public Optional<Path> draw(FilmRequest request, BooleanSupplier stop) {
        return Optional.empty();
      }
    };
  }
}
