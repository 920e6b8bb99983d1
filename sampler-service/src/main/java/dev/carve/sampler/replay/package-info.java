/// Going back: frames of past steps, evaluated again from the journal.
///
/// {@link dev.carve.sampler.replay.FrameArchive} gives single frames, {@link
/// dev.carve.sampler.replay.ReplaySession} those of a range one after the other, at a {@link
/// dev.carve.sampler.replay.ReplayRange}'s speed. {@link
/// dev.carve.sampler.replay.StepReconstruction} rebuilds steps that were never published, and
/// {@link dev.carve.sampler.replay.CarverSearch} ranks the minibatches that carved a surface.
/// Package `http` calls them from worker threads.
@NullMarked
package dev.carve.sampler.replay;

import org.jspecify.annotations.NullMarked;
