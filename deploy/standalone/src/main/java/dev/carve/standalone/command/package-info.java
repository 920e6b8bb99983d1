/// The commands: what is typed becomes configurations, services and calls; what goes wrong becomes
/// one line and an exit code.
///
/// Nothing here knows how a service works. Each command is one class, and its options are its
/// fields.
@NullMarked
package dev.carve.standalone.command;

import org.jspecify.annotations.NullMarked;
