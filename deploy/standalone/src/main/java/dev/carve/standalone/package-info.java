/// Carve in one process: the command line, an embedded Kafka broker, and the demo.
///
/// The commands turn flags, environment and a YAML file into the typed configurations of the services and start them,
/// one alone or all together. Nothing else in Carve depends on this package; it depends on every service.
@NullMarked
package dev.carve.standalone;

import org.jspecify.annotations.NullMarked;
