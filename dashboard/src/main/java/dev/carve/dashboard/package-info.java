/// The dashboard: what people and machines see of Carve over HTTP.
///
/// {@link dev.carve.dashboard.DashboardService} wires two halves: `live` reads the newest frames,
/// metrics and events from Kafka, and `web` serves them, the page and the HTTP API with Vert.x. The
/// command line starts the service with a {@link dev.carve.dashboard.DashboardConfig} and stops it
/// by closing it.
@NullMarked
package dev.carve.dashboard;

import org.jspecify.annotations.NullMarked;
