/// Carve in one process: the entry point of the command line.
///
/// Everything it does lies in the packages below, each of which turns to the services and to Kafka
/// for one purpose.
@NullMarked
package dev.carve.standalone;

import org.jspecify.annotations.NullMarked;
