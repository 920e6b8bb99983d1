package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.Samples;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
  private final PendingCommands pending = new PendingCommands();

  @Test
  void shouldAnswerTheCommandThatTheEventNames() {
    CompletableFuture<ModelEvent> first = pending.await("1", Duration.ofMinutes(1));
    CompletableFuture<ModelEvent> second = pending.await("2", Duration.ofMinutes(1));
    ModelEvent answer = Samples.event("moons", ModelEvent.Type.CREATED, "2");

    pending.answer(answer);
    pending.answer(Samples.event("moons", ModelEvent.Type.CREATED, "of somebody else"));

    assertThat(first).isNotDone();
    assertThat(second).isCompletedWithValue(answer);
    assertThat(pending.size()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpAfterAWhile() {
    assertThat(pending.await("1", Duration.ofMillis(1)))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(pending.size()).isZero();
  }

  @Test
  void shouldEndTheWaitingForWhatCouldNotBeSent() {
    CompletableFuture<ModelEvent> waiting = pending.await("1", Duration.ofMinutes(1));

    pending.fail("1", new IllegalStateException("no broker"));

    assertThat(waiting).isCompletedExceptionally();
    assertThat(pending.size()).isZero();
  }
}
