package dev.carve.sampler.journal;

import java.util.List;

/// What an examination of a run's journal found.
///
/// @param run the run's name
/// @param entries snapshots that can be read
/// @param notes events and metrics that can be read
/// @param firstStep of the first snapshot, -1 if there is none
/// @param lastStep of the last snapshot, -1 if there is none
/// @param damage what is wrong, in the order of the files
public record RunCondition(
    String run, long entries, long notes, long firstStep, long lastStep, List<Damage> damage) {

  /// Keeps its own copy of the list.
  public RunCondition {
    damage = List.copyOf(damage);
  }

  /// {@return whether nothing is wrong}
  public boolean isSound() {
    return damage.isEmpty();
  }

  /// One thing that is wrong.
  ///
  /// @param file where, relative to the run's directory
  /// @param what is wrong there, a sentence
  /// @param excerpts how many snapshots or notes are lost, 0 if none
  /// @param fromStep first step that may be lost, -1 if no snapshot is
  /// @param toStep last step that may be lost, `Long.MAX_VALUE` if nothing intact follows, -1 if no
  ///   snapshot is lost
  public record Damage(String file, String what, long excerpts, long fromStep, long toStep) {
    /// {@return whether snapshots are lost}
    public boolean losesSnapshots() {
      return fromStep >= 0;
    }
  }
}
