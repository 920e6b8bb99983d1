package dev.carve.core.surface;

import java.util.Map;

/// Which plane through the space of inputs is looked at, as people choose it.
///
/// ```
/// inputs:x,y                 a pair of inputs, the others at their running mean
/// inputs:3,7;0=0.5;1=-2      by their indices; inputs 0 and 1 at these values, the rest at their mean
/// components                 the first two principal components of the recent examples
/// class-means:a,b,c          through the means of three classes
/// examples:4,17,31           through three of the recent examples, 0 being the oldest
/// ```
///
/// Inputs and classes go by their name or their index; a name wins. [PlaneSpecReader] understands
/// this form.
public sealed interface PlaneSpec {
  /// Lays the plane.
  ///
  /// @param source the model and its recent examples
  /// @return where that is at this moment
  /// @throws InvalidPlaneException if what it needs is missing
  SurfacePlane lay(PlaneSource source);

  /// A pair of inputs. Its extent is that of [SurfacePlane#ofInputs].
  ///
  /// @param first index of the input along u
  /// @param second index of the input along v
  /// @param fixed values at which other inputs stand, by their index; the rest stand at their mean
  record Inputs(int first, int second, Map<Integer, Float> fixed) implements PlaneSpec {
    /// Copies the values.
    public Inputs {
      fixed = Map.copyOf(fixed);
    }

    @Override
    public SurfacePlane lay(PlaneSource source) {
      SurfacePlane plane =
          SurfacePlane.ofInputs(source.inputs(), source.statistics(), first, second);
      fixed.forEach((input, value) -> plane.origin()[input] = value);
      return plane;
    }
  }

  /// The first two principal components of the recent examples.
  record Components() implements PlaneSpec {
    @Override
    public SurfacePlane lay(PlaneSource source) {
      if (source.size() == 0 || source.inputs().size() < 2) {
        throw new InvalidPlaneException(
            "components must have recent examples of two inputs: examples=%d, inputs=%d"
                .formatted(source.size(), source.inputs().size()));
      }
      return PrincipalComponents.plane(
          source.features(), source.size(), source.inputs().size(), source.standardizer());
    }
  }

  /// The plane through the means of three classes. A class's mean is that of its recent examples,
  /// as many as the snapshot shows: it follows the stream, and the same snapshot gives the same
  /// plane.
  ///
  /// @param first index of the class from which u begins
  /// @param second index of the class to which u leads
  /// @param third index of the class on whose side v lies
  record ClassMeans(int first, int second, int third) implements PlaneSpec {
    @Override
    public SurfacePlane lay(PlaneSource source) {
      return new ThreePoints(
              source,
              "class means",
              source.classes().get(first),
              source.classes().get(second),
              source.classes().get(third))
          .plane(source.classMean(first), source.classMean(second), source.classMean(third));
    }
  }

  /// The plane through three recent examples.
  ///
  /// @param first index of the example from which u begins
  /// @param second index of the example to which u leads
  /// @param third index of the example on whose side v lies
  record Examples(int first, int second, int third) implements PlaneSpec {
    @Override
    public SurfacePlane lay(PlaneSource source) {
      for (int example : new int[] {first, second, third}) {
        if (example >= source.size()) {
          throw new InvalidPlaneException(
              "an example must be one of the recent ones: example=%d, examples=%d"
                  .formatted(example, source.size()));
        }
      }
      return new ThreePoints(source, "examples", "" + first, "" + second, "" + third)
          .plane(source.example(first), source.example(second), source.example(third));
    }
  }
}
