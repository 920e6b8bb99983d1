/// The HTTP server: the page, the WebSockets, the HTTP API and what operators read.
///
/// `Routes` is the map of everything that can be asked for; each handler serves one thing.
/// Everything runs on event loops and never blocks them: live data are pulled from memory, runs are
/// passed on from the sampler's own HTTP, and every error leaves as a {@link
/// dev.carve.dashboard.web.Problem} document.
@NullMarked
package dev.carve.dashboard.web;

import org.jspecify.annotations.NullMarked;
