/// Going back: frames of past steps, evaluated again from the journal.
///
/// {@link dev.carve.sampler.replay.FrameArchive} gives single frames, {@link
/// dev.carve.sampler.replay.ReplaySession} those of a range one after the other, at a {@link
/// dev.carve.sampler.replay.ReplayRange}'s speed. Package `http` calls them from worker threads.
@NullMarked
package dev.carve.sampler.replay;

import org.jspecify.annotations.NullMarked;
