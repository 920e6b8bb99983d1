package dev.carve.standalone.verify;

import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;

/// The same commands and minibatches through a broker and a trainer that nobody kills, in this
/// process.
final class UndisturbedRun {
  private static final int PER_SECOND = 100_000;

  private final Path directory;
  private final MinibatchStream stream;

  UndisturbedRun(Path directory, MinibatchStream stream) {
    this.directory = directory;
    this.stream = stream;
  }

  RunOutcome run() {
    DataDirectory data = new DataDirectory(directory);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.broker(), 0)) {
      String servers = broker.bootstrapServers();
      new TopicSetup(servers, Duration.ofSeconds(10)).createMissing(VerifiedModels.PARTITIONS);
      TrainerConfig config = TrainerConfig.defaults(servers, data.trainer());
      try (TrainerService _ = TrainerService.start(config, new SimpleMeterRegistry());
          CommittedSteps steps = CommittedSteps.watch(servers);
          MinibatchFeed feed = MinibatchFeed.start(servers, stream, PER_SECOND)) {
        VerifiedModels.commands(stream.begin()).forEach(feed::send);
        Patience.await("the creation of the models", () -> steps.copy().size() == models());
        feed.allow(stream.size());
        Patience.await(
            "the last step of the undisturbed run", () -> steps.total() == stream.size());
        feed.requireSuccess();
        return RunOutcome.await(servers, config.applicationId(), stream);
      }
    }
  }

  static int models() {
    return VerifiedModels.specs().size();
  }
}
