/// The sampler service: snapshots become landscapes, and stay.
///
/// {@link dev.carve.sampler.SamplerService} runs it: topic `snapshots` comes in, every snapshot
/// goes into the run journal, the newest of each model becomes a frame on topic `frames`, and past
/// frames are served over HTTP and WebSockets. The command line and the standalone process start it
/// with a {@link dev.carve.sampler.SamplerConfig}.
@NullMarked
package dev.carve.sampler;

import org.jspecify.annotations.NullMarked;
