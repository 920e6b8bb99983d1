package dev.carve.sampler.journal;

import java.time.Instant;

/// What the journal knows of a run at a glance.
///
/// @param run its name
/// @param model the model's name
/// @param spec the model's spec as canonical YAML
/// @param startedAt time of the first snapshot
/// @param updatedAt time of the last snapshot
/// @param firstStep step of the first snapshot
/// @param lastStep step of the last snapshot
/// @param snapshots how many there are
/// @param bytes what they take in the journal; the files may look larger, for their ends are not
///   written yet
/// @param description what people wrote about it
public record RunSummary(
    String run,
    String model,
    String spec,
    Instant startedAt,
    Instant updatedAt,
    long firstStep,
    long lastStep,
    long snapshots,
    long bytes,
    RunDescription description) {}
