package dev.carve.dashboard.stream;

/// A stream that is fed to a model.
///
/// @param model the model's name
/// @param stream what it is fed, and how fast
/// @param running whether examples are being sent: neither paused nor failed
public record FedStream(String model, StreamRequest stream, boolean running) {}
