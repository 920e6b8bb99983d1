package dev.carve.sampler.journal;

import dev.carve.core.surface.SurfacePlane;

/// A surface plane in a key entry: its names, four float32 ranges, then origin, u and v of float32
/// `[inputs]` each.
final class PlaneBytes {
  private PlaneBytes() {}

  static void write(SurfacePlane plane, EntryBuffer into) {
    into.writeText(plane.name());
    into.writeText(plane.uName());
    into.writeText(plane.vName());
    into.writeFloats(ranges(plane));
    into.writeVarint(plane.origin().length);
    into.writeFloats(plane.origin());
    into.writeFloats(plane.u());
    into.writeFloats(plane.v());
  }

  static SurfacePlane read(EntryBuffer from) {
    String name = from.readText();
    String uName = from.readText();
    String vName = from.readText();
    float[] ranges = from.readFloats(4);
    int inputs = from.readLength();
    return new SurfacePlane(
        name,
        from.readFloats(inputs),
        from.readFloats(inputs),
        from.readFloats(inputs),
        ranges[0],
        ranges[1],
        ranges[2],
        ranges[3],
        uName,
        vName);
  }

  private static float[] ranges(SurfacePlane plane) {
    return new float[] {plane.uMinimum(), plane.uMaximum(), plane.vMinimum(), plane.vMaximum()};
  }
}
