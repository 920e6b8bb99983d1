package dev.carve.standalone.verify;

/// One kill, and what it hit.
///
/// @param number from 1
/// @param what was killed: `trainer` or `broker`
/// @param kernels which kernels the trainer had
/// @param aimed which moment was aimed at
/// @param phase what the trainer was doing
/// @param transactions what became of it: how many of the trainer's transactions were open or being
///   ended right after
/// @param step how many steps had been committed, over all models
public record KillReport(
    int number,
    String what,
    String kernels,
    String aimed,
    String phase,
    String transactions,
    long step) {}
