package dev.carve.dashboard.web;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.surface.SurfacePlane;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/// A frame as browsers get it, encoded once however many look at it.
///
/// @param model the model's name
/// @param run the lineage of steps
/// @param step SGD steps taken
/// @param time of the minibatch that led here
/// @param spec the model's spec as canonical YAML
/// @param plane where the surfaces were evaluated
/// @param bytes the frame in the layout of {@link FrameLayout}; shared by all sockets, never
///   written to
public record EncodedFrame(
    String model,
    String run,
    long step,
    Instant time,
    String spec,
    SurfacePlane plane,
    Buffer bytes) {

  /// {@return a frame on the model's own plane encoded for browsers}
  ///
  /// @param frame as the sampler published it
  public static EncodedFrame of(SurfaceFrame frame) {
    return of(frame, "");
  }

  /// {@return a frame encoded for browsers}
  ///
  /// @param frame as the sampler evaluated it
  /// @param asked the plane as the viewer chose it, empty for the model's own
  static EncodedFrame of(SurfaceFrame frame, String asked) {
    return new EncodedFrame(
        frame.model(),
        frame.run(),
        frame.step(),
        frame.time(),
        frame.spec(),
        frame.plane(),
        FrameLayout.encode(frame, asked));
  }

  /// {@return what a viewer must have been told before this frame makes sense to him}
  Subject subject() {
    return new Subject(model, run, spec, plane.name(), plane.uName(), plane.vName());
  }

  /// What frames show: while it stays the same, the frames of a stream need no new description.
  record Subject(
      String model, String run, String spec, String planeName, String uName, String vName) {}
}
