/// Fills the typed configurations of the services from defaults, a YAML file, the environment and
/// flags, in this order.
///
/// The keys are the names of the record components, so that a service states each key and its
/// default in one place.
@NullMarked
package dev.carve.standalone.config;

import org.jspecify.annotations.NullMarked;
