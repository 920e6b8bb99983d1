package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
final class VerifyCommandTest {
  @Test
  void shouldFindEveryBitIdenticalAfterKills() throws Exception {
    CommandRun run =
        CommandRun.of("verify", "--kills", "2", "--minibatches", "1800", "--seed", "11", "--json");

    assertThat(run.exitCode()).as(run.error() + run.output()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.output());
    assertThat(report.get("identical").asBoolean()).isTrue();
    assertThat(report.get("steps").asLong()).isEqualTo(1800);
    assertThat(report.get("kills").findValuesAsText("what"))
        .hasSize(4)
        .contains("trainer", "broker")
        .last()
        .asString()
        .contains("of two trainers");
    assertThatEverythingWasCompared(report.get("checks"));
    assertThat(report.get("restartAfterStopMs")).isNotEmpty();
    assertThat(report.get("restartAfterKillMs")).isNotEmpty();
    assertThat(report.get("takeoverMs").asLong()).isPositive();
    assertThat(run.error()).contains("kill 1 of 4: trainer in full flow");
  }

  private static void assertThatEverythingWasCompared(JsonNode checks) {
    assertThat(checks).hasSize(3 + 3 * 6);
    for (JsonNode check : checks) {
      assertThat(check.get("identical").asBoolean()).as(check.toString()).isTrue();
      assertThat(check.get("values").asLong()).as(check.toString()).isPositive();
    }
    for (String model : List.of("nesterov", "adam", "rmsprop")) {
      assertThat(checks.findValuesAsText("what"))
          .contains(
              model + ": every step once, in order",
              model + ": parameters",
              model + ": standardiser",
              model + ": prequential figures",
              model + ": whole state, with optimiser and windows",
              model + ": committed snapshots, to the byte");
    }
  }

  @Test
  void shouldRefuseWhatCannotBeVerified() {
    CommandRun run = CommandRun.of("verify", "--kills", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).contains("kills must be in 1..10000: kills=0");
  }
}
