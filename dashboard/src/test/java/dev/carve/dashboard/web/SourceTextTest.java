package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void shouldRemoveCommentsAndIndentationAndKeepAllLines() {
    String source =
        """
        /**
         * What it is.
         */
        const a = 1;
          /** One line. @param {number} b */
          f(b) {}
        """;

    assertThat(without(source)).isEqualTo("\n\n\nconst a = 1;\n\nf(b) {}\n");
  }

  @Test
  void shouldKeepTheCodeThatFollowsACommentOnItsLine() {
    assertThat(without("  /** @type {any} */ (x).y();\n")).isEqualTo("(x).y();\n");
  }

  @Test
  void shouldRemoveTypesInTheMidstOfALine() {
    assertThat(without("const f = (/** @type {Event} */ e) => /** @type {any} */ (e).x;\n"))
        .isEqualTo("const f = (e) => (e).x;\n");
  }

  @Test
  void shouldLeaveAloneWhatOnlyLooksLikeAComment() {
    String source = "const path = '/*';\nconst line = 2; // '*/'\nx /* here */ = 3;\n";

    assertThat(without(source)).isEqualTo(source);
  }

  private static String without(String source) {
    return new String(
        SourceText.stripped(source.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
