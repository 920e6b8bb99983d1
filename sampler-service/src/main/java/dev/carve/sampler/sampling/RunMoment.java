package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.journal.RunNote;

/// A step of a run.
///
/// @param model the run's model
/// @param run its name
/// @param step SGD steps taken
record RunMoment(String model, String run, long step) {
  static RunMoment of(ParameterSnapshot snapshot) {
    return new RunMoment(snapshot.model(), snapshot.run(), snapshot.step());
  }

  static RunMoment of(RunNote note) {
    return switch (note) {
      case RunNote.Happened happened ->
          new RunMoment(happened.event().model(), happened.event().run(), happened.event().step());
      case RunNote.Measured measured ->
          new RunMoment(
              measured.metrics().model(), measured.metrics().run(), measured.metrics().step());
    };
  }
}
