/// From snapshots to frames.
///
/// {@link dev.carve.sampler.sampling.SnapshotConsumer} reads topic `snapshots`, {@link
/// dev.carve.sampler.sampling.SnapshotIntake} lays the plane and journals each of them, and {@link
/// dev.carve.sampler.sampling.SnapshotSampler} draws the newest of each model and publishes it on
/// topic `frames`. {@link dev.carve.sampler.sampling.FrameEvaluation} is what turns a journal entry
/// into a frame, live and in replay alike.
@NullMarked
package dev.carve.sampler.sampling;

import org.jspecify.annotations.NullMarked;
