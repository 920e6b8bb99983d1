/// The run journal: every snapshot of every run, one Chronicle Queue a run.
///
/// {@link dev.carve.sampler.journal.RunJournal} appends what the sampler consumes, exactly one
/// entry a step; {@link dev.carve.sampler.journal.RunReader} finds any step again, and {@link
/// dev.carve.sampler.journal.RunLibrary} lists the runs of a directory, those that other processes
/// write included. An entry holds all that a frame is evaluated from, so that live and replayed
/// frames are the same bytes. The journal is derived data: it can be rebuilt from topic `snapshots`
/// for as long as Kafka keeps it, and outlives it. No other package knows Chronicle Queue.
@NullMarked
package dev.carve.sampler.journal;

import org.jspecify.annotations.NullMarked;
