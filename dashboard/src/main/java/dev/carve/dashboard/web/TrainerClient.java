package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.live.CommandSender;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Asks the trainer, by commands. Whatever goes wrong fails the future with a {@link
/// ProblemException}.
final class TrainerClient {
  private final CommandSender commands;
  private final Duration timeout;

  /// @param timeout how long to wait for an answer
  TrainerClient(CommandSender commands, Duration timeout) {
    this.commands = commands;
    this.timeout = timeout;
  }

  /// Has a command carried out.
  ///
  /// @param context whose event loop hears of it
  /// @return what happened, which is no rejection
  Future<ModelEvent> ask(RoutingContext context, ControlCommand command) {
    return Future.fromCompletionStage(
            commands.publish(command, timeout), context.vertx().getOrCreateContext())
        .recover(failure -> Future.failedFuture(new ProblemException(notCarriedOut(failure))))
        .compose(TrainerClient::checkAccepted);
  }

  /// A command that cannot be carried out.
  ///
  /// @param detail why not
  static Problem rejected(String detail) {
    return Problem.of(409, "rejected", "Command rejected", detail);
  }

  private static Future<ModelEvent> checkAccepted(ModelEvent answer) {
    return answer.type() == ModelEvent.Type.REJECTED
        ? Future.failedFuture(new ProblemException(rejected(answer.text())))
        : Future.succeededFuture(answer);
  }

  private Problem notCarriedOut(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return Problem.of(
          504,
          "no-answer",
          "No answer from the trainer",
          "no trainer answered within %d s; the command is kept and carried out when one starts"
              .formatted(timeout.toSeconds()));
    }
    return Problem.of(
        503,
        "kafka-unavailable",
        "Kafka unavailable",
        "the command could not be written to Kafka: " + failure.getMessage());
  }
}
