package dev.carve.trainer.stream;

/// How a synthetic stream changes. Places in the stream are counted in examples, so that drift is
/// the same at every rate.
public sealed interface Drift {
  /// Moves a point to where it lies at a place in the stream.
  ///
  /// @param position examples before this one, from 0
  /// @param point x and y, overwritten
  void move(long position, double[] point);

  /// The class of a point at a place in the stream.
  ///
  /// @param position examples before this one, from 0
  /// @param label the class that the shape gives
  /// @param classes how many there are
  /// @return its index at that place
  default int relabel(long position, int label, int classes) {
    return label;
  }

  /// No drift.
  record None() implements Drift {
    @Override
    public void move(long position, double[] point) {}
  }

  /// The plane turns about the origin, slowly and without end.
  ///
  /// @param turnsPerMillion turns in a million examples, negative for clockwise
  /// @param at position of the first example that is moved
  record Rotation(double turnsPerMillion, long at) implements Drift {
    /// Checks the arguments.
    public Rotation {
      if (!(Math.abs(turnsPerMillion) <= 1e6)) {
        throw new IllegalArgumentException(
            "turns per million examples must be in -1000000..1000000: turnsPerMillion="
                + turnsPerMillion);
      }
      requirePosition(at);
    }

    @Override
    public void move(long position, double[] point) {
      if (position > at) {
        double turns = turnsPerMillion * (position - at) / 1e6;
        double angle = 2 * Math.PI * (turns - Math.floor(turns));
        rotate(point, StrictMath.cos(angle), StrictMath.sin(angle));
      }
    }

    private static void rotate(double[] point, double cosine, double sine) {
      double x = point[0];
      double y = point[1];
      point[0] = x * cosine - y * sine;
      point[1] = x * sine + y * cosine;
    }
  }

  /// The classes change places at once: each takes the label of the one after it.
  ///
  /// @param at position of the first example with another label
  record ClassSwap(long at) implements Drift {
    /// Checks the arguments.
    public ClassSwap {
      requirePosition(at);
    }

    @Override
    public void move(long position, double[] point) {}

    @Override
    public int relabel(long position, int label, int classes) {
      return position >= at ? (label + 1) % classes : label;
    }
  }

  /// The plane is mirrored at once, at the line through the origin that rises by 60°: no shape
  /// looks the same afterwards.
  ///
  /// @param at position of the first example that is moved
  record Sudden(long at) implements Drift {
    private static final double COSINE = -0.5; // of twice 60°
    private static final double SINE = 0.866_025_403_784_438_6;

    /// Checks the arguments.
    public Sudden {
      requirePosition(at);
    }

    @Override
    public void move(long position, double[] point) {
      if (position >= at) {
        double x = point[0];
        double y = point[1];
        point[0] = x * COSINE + y * SINE;
        point[1] = x * SINE - y * COSINE;
      }
    }
  }

  private static void requirePosition(long at) {
    if (at < 0) {
      throw new IllegalArgumentException("drift must begin at 0 examples or later: at=" + at);
    }
  }
}
