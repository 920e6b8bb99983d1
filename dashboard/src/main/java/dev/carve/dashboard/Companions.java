package dev.carve.dashboard;

import dev.carve.dashboard.film.FilmStudio;
import dev.carve.dashboard.stream.DemoStreams;

/// What the process of a dashboard can do beside it, for its viewers.
///
/// @param streams feeds streams to models
/// @param films draws films of runs
public record Companions(DemoStreams streams, FilmStudio films) {

  /// {@return nothing}
  public static Companions none() {
    return new Companions(DemoStreams.none(), FilmStudio.none());
  }
}
