package dev.carve.sampler.journal;

/// Something that reads a run's files until it is closed.
interface Reading extends AutoCloseable {
  @Override
  void close();
}
