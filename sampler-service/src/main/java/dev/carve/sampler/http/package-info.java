/// The sampler's own HTTP, on loopback: runs, their histories and their frames, and what changes
/// runs.
///
/// {@link dev.carve.sampler.http.SamplerServer} listens; the dashboard passes its answers on to
/// browsers. Whatever reads the journal or evaluates frames runs on worker threads, never on the
/// event loop.
@NullMarked
package dev.carve.sampler.http;

import org.jspecify.annotations.NullMarked;
