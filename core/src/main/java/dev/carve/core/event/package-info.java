/// Everything that travels on Carve's topics: the domain types, their Protobuf codecs and the
/// topics themselves.
///
/// Producers and consumers in the services hand a {@link dev.carve.core.event.Topic} its domain
/// type and get bytes, or the reverse; nothing outside this package sees a generated Protobuf
/// class. The schema is `carve/v1/carve.proto`.
@NullMarked
package dev.carve.core.event;

import org.jspecify.annotations.NullMarked;
