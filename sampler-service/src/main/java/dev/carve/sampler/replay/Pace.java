package dev.carve.sampler.replay;

/// How fast a replay goes.
public sealed interface Pace {
  /// As fast as frames can be evaluated and sent; none is left out.
  ///
  /// @return the pace
  static Pace fastest() {
    return new Fastest();
  }

  /// As the run took place, only faster or slower.
  ///
  /// @param speed snapshot time that passes in a second, in seconds; 0 for as fast as possible
  /// @return the pace
  /// @throws IllegalArgumentException if the speed is negative or no number
  static Pace ofSpeed(double speed) {
    return speed == 0 ? fastest() : new ByTime(speed);
  }

  /// So many steps a second, however long each of them took.
  ///
  /// @param stepsPerSecond SGD steps that pass in a second
  /// @return the pace
  /// @throws IllegalArgumentException if there are none
  static Pace ofSteps(double stepsPerSecond) {
    return new BySteps(stepsPerSecond);
  }

  /// Every frame, one after the other.
  record Fastest() implements Pace {}

  /// Snapshots keep their distances in time, but pauses are cut short.
  ///
  /// @param speed snapshot time that passes in a second, in seconds
  record ByTime(double speed) implements Pace {
    /// Checks the speed.
    public ByTime {
      if (!(speed > 0 && speed <= 1e9)) {
        throw new IllegalArgumentException("speed must be 0 or more: speed=%s".formatted(speed));
      }
    }
  }

  /// Snapshots keep their distances in steps.
  ///
  /// @param stepsPerSecond SGD steps that pass in a second
  record BySteps(double stepsPerSecond) implements Pace {
    /// Checks the rate.
    public BySteps {
      if (!(stepsPerSecond > 0 && stepsPerSecond <= 1e12)) {
        throw new IllegalArgumentException(
            "stepsPerSecond must be above 0: stepsPerSecond=%s".formatted(stepsPerSecond));
      }
    }
  }
}
