package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void shouldAlignTextToTheLeftAndNumbersToTheRight() {
    Table table = new Table("MODEL", "STEP", "ACCURACY", "RUN");
    table.add("a", "1,234", "98.5 %", "x-1");
    table.add("longer", "7", "–", "x");
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    assertThat(text.toString().lines())
        .containsExactly(
            "MODEL    STEP  ACCURACY  RUN",
            "a       1,234    98.5 %  x-1",
            "longer      7         –  x");
  }
}
