package dev.carve.benchmarks.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What one core can do at most: fused multiply-adds on the widest vectors, in registers alone.
///
/// Twelve chains are independent of each other, more than latency × throughput of the unit asks
/// for, and few enough for sixteen registers.
public final class FmaPeak implements Workload {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 20_000;

  private float result;

  /// The peak does not depend on a problem.
  ///
  /// @param problem ignored
  public FmaPeak(TrainingProblem problem) {}

  @Override
  public void reset() {
    result = 0;
  }

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      result += chains();
    }
  }

  private static float chains() {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = FloatVector.broadcast(SPECIES, 1);
    FloatVector b = FloatVector.broadcast(SPECIES, 2);
    FloatVector c = FloatVector.broadcast(SPECIES, 3);
    FloatVector d = FloatVector.broadcast(SPECIES, 4);
    FloatVector e = FloatVector.broadcast(SPECIES, 5);
    FloatVector f = FloatVector.broadcast(SPECIES, 6);
    FloatVector g = FloatVector.broadcast(SPECIES, 7);
    FloatVector h = FloatVector.broadcast(SPECIES, 8);
    FloatVector k = FloatVector.broadcast(SPECIES, 9);
    FloatVector l = FloatVector.broadcast(SPECIES, 10);
    FloatVector m = FloatVector.broadcast(SPECIES, 11);
    FloatVector n = FloatVector.broadcast(SPECIES, 12);
    for (int round = 0; round < ROUNDS; round++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
      m = m.fma(factor, term);
      n = n.fma(factor, term);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(k).add(l).add(m).add(n);
    return sum.lane(0);
  }

  @Override
  public double flopsEach() {
    return 2.0 * SPECIES.length() * CHAINS * ROUNDS;
  }

  @Override
  public double loss() {
    return result * 0 + Double.NaN;
  }
}
