package dev.carve.dashboard.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model's newest frame on a plane that somebody chose, the same for all who look at it.
///
/// Owned by one event loop.
final class PlaneView {
  /*
   * The sampler publishes frames on each model's own plane only. It is asked for one on another plane when a viewer could
   * take it, of the step that the newest published frame shows, and for the next one not before it has answered: frames
   * that come meanwhile are skipped. A step that was refused is not asked for again until there is a newer one, or until
   * it is time to try again.
   */
  private final String plane;
  private final SamplerClient sampler;
  private final Runnable changed;
  private @Nullable EncodedFrame frame;
  private long frames;
  private String asked = "";
  private Trouble trouble = Trouble.NONE;
  private boolean underWay;

  /// Why there is no newer frame.
  ///
  /// @param state `refused` or `unavailable`
  /// @param text the sampler's reason
  record Trouble(String state, String text) {
    static final Trouble NONE = new Trouble("", "");

    static Trouble of(Throwable failure) {
      if (failure instanceof ProblemException problem) {
        boolean refused = problem.problem().status() == 400;
        return new Trouble(refused ? "refused" : "unavailable", problem.problem().detail());
      }
      return new Trouble("unavailable", String.valueOf(failure.getMessage()));
    }
  }

  /// A view that nobody has looked at.
  ///
  /// @param plane as viewers choose it
  /// @param changed called when there is something new
  PlaneView(String plane, SamplerClient sampler, Runnable changed) {
    this.plane = plane;
    this.sampler = sampler;
    this.changed = changed;
  }

  /// Sees to it that there will be a frame as new as a published one.
  void want(EncodedFrame published) {
    String uri =
        "/runs/%s/frames/%d?plane=%s"
            .formatted(
                RunHandler.encoded(published.run()), published.step(), RunHandler.encoded(plane));
    if (underWay || uri.equals(asked)) {
      return;
    }
    underWay = true;
    asked = uri;
    sampler
        .get(uri)
        .compose(answer -> answer.body())
        .map(protobuf -> RunHandler.encode(protobuf, plane))
        .onSuccess(this::take)
        .onFailure(failure -> trouble = Trouble.of(failure))
        .onComplete(_ -> {
          underWay = false;
          changed.run();
        });
  }

  private void take(EncodedFrame newest) {
    frame = newest;
    frames++;
    trouble = Trouble.NONE;
  }

  /// Lets a step that was refused be asked for again.
  void tryAgain() {
    if (!trouble.equals(Trouble.NONE)) {
      asked = "";
      changed.run();
    }
  }

  Optional<EncodedFrame> frame() {
    return Optional.ofNullable(frame);
  }

  /// How many frames there were.
  long frames() {
    return frames;
  }

  Trouble trouble() {
    return trouble;
  }
}
