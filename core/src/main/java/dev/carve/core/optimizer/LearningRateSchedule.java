package dev.carve.core.optimizer;

/// The learning rate η as a function of the step t.
///
/// Values come from `StrictMath`, so they are the same bits on every machine.
public sealed interface LearningRateSchedule {
  /// The learning rate of a step.
  ///
  /// @param step steps taken before it, t ≥ 0
  /// @return η
  double at(long step);

  /// The rate that the schedule starts from, or warms up to.
  ///
  /// @return η₀
  double initial();

  /// The same schedule from another initial rate.
  ///
  /// @param initial η₀, positive
  /// @return a schedule that differs in nothing else
  /// @throws IllegalArgumentException if the rate is not positive
  LearningRateSchedule withInitial(double initial);

  /// The name in a spec.
  ///
  /// @return the type, in lower case with hyphens
  String specName();

  /// Always η₀.
  ///
  /// @param initial η₀
  record Constant(double initial) implements LearningRateSchedule {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not positive
    public Constant {
      Checks.positive("learning-rate", initial);
    }

    @Override
    public double at(long step) {
      return initial;
    }

    @Override
    public Constant withInitial(double rate) {
      return new Constant(rate);
    }

    @Override
    public String specName() {
      return "constant";
    }
  }

  /// η₀·factor^⌊t / every⌋: smaller by a factor every so many steps.
  ///
  /// @param initial η₀
  /// @param every steps between two changes
  /// @param factor what the rate is multiplied by, above 0 and at most 1
  record Step(double initial, long every, double factor) implements LearningRateSchedule {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value lies outside its range
    public Step {
      Checks.positive("learning-rate", initial);
      Checks.atLeastOne("every", every);
      if (!(factor > 0 && factor <= 1)) {
        throw new IllegalArgumentException(
            "factor must be above 0 and at most 1: factor=%s".formatted(factor));
      }
    }

    @Override
    public double at(long step) {
      long changes = step / every;
      return initial * StrictMath.pow(factor, (double) changes);
    }

    @Override
    public Step withInitial(double rate) {
      return new Step(rate, every, factor);
    }

    @Override
    public String specName() {
      return "step";
    }
  }

  /// η₀·2^(−t / halfLife): half as much after every half-life.
  ///
  /// @param initial η₀
  /// @param halfLife steps
  record Exponential(double initial, double halfLife) implements LearningRateSchedule {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value is not positive
    public Exponential {
      Checks.positive("learning-rate", initial);
      Checks.positive("half-life", halfLife);
    }

    @Override
    public double at(long step) {
      return initial * StrictMath.pow(2, -step / halfLife);
    }

    @Override
    public Exponential withInitial(double rate) {
      return new Exponential(rate, halfLife);
    }

    @Override
    public String specName() {
      return "exponential";
    }
  }

  /// From η₀ down to a minimum along half a cosine, and then the minimum. Source: Loshchilov and
  /// Hutter, "SGDR", ICLR 2017.
  ///
  /// @param initial η₀
  /// @param steps length of the descent
  /// @param minimum the rate after it, not negative
  record Cosine(double initial, long steps, double minimum) implements LearningRateSchedule {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value lies outside its range
    public Cosine {
      Checks.positive("learning-rate", initial);
      Checks.atLeastOne("steps", steps);
      Checks.notNegative("minimum", minimum);
    }

    @Override
    public double at(long step) {
      if (step >= steps) {
        return minimum;
      }
      double share = (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
      return minimum + (initial - minimum) * share;
    }

    @Override
    public Cosine withInitial(double rate) {
      return new Cosine(rate, steps, minimum);
    }

    @Override
    public String specName() {
      return "cosine";
    }
  }

  /// η₀ / (1 + t / halfLife): half as much after the first half-life, a third after the second.
  ///
  /// @param initial η₀
  /// @param halfLife steps
  record InverseTime(double initial, double halfLife) implements LearningRateSchedule {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value is not positive
    public InverseTime {
      Checks.positive("learning-rate", initial);
      Checks.positive("half-life", halfLife);
    }

    @Override
    public double at(long step) {
      return initial / (1 + step / halfLife);
    }

    @Override
    public InverseTime withInitial(double rate) {
      return new InverseTime(rate, halfLife);
    }

    @Override
    public String specName() {
      return "inverse-time";
    }
  }

  /// η₀·(t + 1) / steps at first, then another schedule that counts its steps from there.
  ///
  /// @param steps how long the rate rises
  /// @param after what follows
  record WarmUp(long steps, LearningRateSchedule after) implements LearningRateSchedule {
    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if there is no step to warm up in, or the other schedule
    ///   warms up as well
    public WarmUp {
      Checks.atLeastOne("warm-up", steps);
      if (after instanceof WarmUp) {
        throw new IllegalArgumentException("a schedule must not warm up twice: after=" + after);
      }
    }

    @Override
    public double at(long step) {
      return step < steps ? initial() * (step + 1) / steps : after.at(step - steps);
    }

    @Override
    public double initial() {
      return after.initial();
    }

    @Override
    public WarmUp withInitial(double rate) {
      return new WarmUp(steps, after.withInitial(rate));
    }

    @Override
    public String specName() {
      return after.specName();
    }
  }
}
