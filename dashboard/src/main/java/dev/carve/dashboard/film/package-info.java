/// Films of runs, drawn in this process for whoever asks over HTTP.
///
/// The dashboard knows neither journals nor encoders: whoever starts it beside them hands it a
/// {@link dev.carve.dashboard.film.FilmStudio}.
@NullMarked
package dev.carve.dashboard.film;

import org.jspecify.annotations.NullMarked;
