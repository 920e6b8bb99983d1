package dev.carve.dashboard.web;

import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings back the last frame of a model that has not trained for long.
///
/// Only the end of the topic `frames` is read at the start, and busier models may have filled it.
/// The sampler's journal has every step. Owned by one event loop.
final class FrameRecall {
  private static final Logger log = LoggerFactory.getLogger(FrameRecall.class);

  private final SamplerClient sampler;
  private final LiveModels<EncodedFrame> models;
  private final Set<String> underWay = new HashSet<>();

  FrameRecall(SamplerClient sampler, LiveModels<EncodedFrame> models) {
    this.sampler = sampler;
    this.models = models;
  }

  /// Asks the sampler for the newest frame of a model that has a run but no frame.
  void recall(String model) {
    models
        .find(model)
        .filter(known -> known.frame() == null && !known.run().isEmpty())
        .map(LiveModel::run)
        .filter(_ -> underWay.add(model))
        .ifPresent(run -> ask(model, run));
  }

  private void ask(String model, String run) {
    sampler
        .get(
            "/runs/%s/frames/%d"
                .formatted(URLEncoder.encode(run, StandardCharsets.UTF_8), Long.MAX_VALUE))
        .compose(answer -> answer.body())
        .map(protobuf -> RunHandler.encode(protobuf, ""))
        .onSuccess(frame -> models.putFrameIfNone(model, frame.spec(), frame))
        .onFailure(
            failure -> log.debug("No frame to recall of run {}: {}", run, failure.toString()))
        .onComplete(_ -> underWay.remove(model));
  }
}
