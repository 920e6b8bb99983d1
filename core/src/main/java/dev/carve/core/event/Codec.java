package dev.carve.core.event;

/// How one type of event becomes bytes on a topic, and back.
///
/// Codecs hold no state and may be used by any number of threads.
///
/// @param <T> the domain type
public interface Codec<T> {
  /// {@return the bytes of an event}
  ///
  /// @param event what to encode
  byte[] encode(T event);

  /// {@return the event in some bytes}
  ///
  /// @param bytes one whole record value
  /// @throws MalformedEventException if they are no event of this type
  T decode(byte[] bytes);
}
