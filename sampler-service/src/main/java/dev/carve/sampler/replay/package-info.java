/// Going back: frames of past steps, evaluated again from the journal.
///
/// {@link dev.carve.sampler.replay.FrameArchive} gives single frames, {@link
/// dev.carve.sampler.replay.ReplaySession} those of a run one after the other, as its {@link
/// dev.carve.sampler.replay.ReplayCourse} says: which steps, how fast, in which direction. {@link
/// dev.carve.sampler.replay.StepReconstruction} rebuilds steps that were never published, and
/// {@link dev.carve.sampler.replay.CarverSearch} ranks the minibatches that carved a surface.
/// Package `http` calls them from worker threads, the command line for pictures and for topics.
@NullMarked
package dev.carve.sampler.replay;

import org.jspecify.annotations.NullMarked;
