package dev.carve.dashboard.live;

import dev.carve.core.event.ModelEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Commands that were sent and not yet answered. Safe for any number of threads.
final class PendingCommands {
  private final Map<String, CompletableFuture<ModelEvent>> answers = new ConcurrentHashMap<>();

  /// What will be the answer to a command, or fails with a {@link
  /// java.util.concurrent.TimeoutException}.
  ///
  /// @param commandId the command's id, not used before
  /// @param timeout how long to wait
  CompletableFuture<ModelEvent> await(String commandId, Duration timeout) {
    CompletableFuture<ModelEvent> answer = new CompletableFuture<>();
    answers.put(commandId, answer);
    answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return answer.whenComplete((_, _) -> answers.remove(commandId));
  }

  /// Answers the command that an event names, if somebody waits for it.
  void answer(ModelEvent event) {
    CompletableFuture<ModelEvent> waiting = answers.get(event.commandId());
    if (waiting != null) {
      waiting.complete(event);
    }
  }

  /// Ends the waiting for a command that could not be sent.
  void fail(String commandId, Throwable reason) {
    CompletableFuture<ModelEvent> waiting = answers.get(commandId);
    if (waiting != null) {
      waiting.completeExceptionally(reason);
    }
  }

  int size() {
    return answers.size();
  }
}
