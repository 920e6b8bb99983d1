/// The sampler's own HTTP, read-only and on loopback: runs, their histories and their frames.
///
/// {@link dev.carve.sampler.http.SamplerServer} listens; the dashboard passes its answers on to
/// browsers. Whatever reads the journal or evaluates frames runs on worker threads, never on the
/// event loop.
@NullMarked
package dev.carve.sampler.http;

import org.jspecify.annotations.NullMarked;
