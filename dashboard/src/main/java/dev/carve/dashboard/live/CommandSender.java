package dev.carve.dashboard.live;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Gets commands carried out by whoever trains the models.
public interface CommandSender {
  /// Sends a command, without blocking.
  ///
  /// @param command what is asked for
  /// @param timeout how long to wait for the answer
  /// @return the event that answers; fails with a {@link java.util.concurrent.TimeoutException} if
  ///   none comes in time, or with another exception if the command could not be sent
  CompletionStage<ModelEvent> publish(ControlCommand command, Duration timeout);
}
