package dev.carve.dashboard.film;

import java.util.Optional;

/// What a film is to show.
///
/// @param run the run's name
/// @param format one of the studio's
/// @param from the first step
/// @param to the last step, not before the first; the run's last where it is beyond that
/// @param seconds how long it lasts, above 0
/// @param neuron the one whose surface is shown alone, as `LAYER.INDEX`; empty for the whole
///   network
/// @param dark whether the paper is dark
public record FilmRequest(
    String run,
    String format,
    long from,
    long to,
    double seconds,
    Optional<String> neuron,
    boolean dark) {}
