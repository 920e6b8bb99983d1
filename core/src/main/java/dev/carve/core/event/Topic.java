package dev.carve.core.event;

/// A topic and what its records hold, so that it cannot be read as another type.
///
/// @param name the topic's full name
/// @param codec how its record values are encoded
/// @param <T> the domain type of its record values
public record Topic<T>(String name, Codec<T> codec) {}
