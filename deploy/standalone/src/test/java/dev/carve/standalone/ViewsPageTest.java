package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every view on every kind of screen, and all of the page without a pointer.
class ViewsPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  private static final List<String> VIEWS =
      List.of("landscape", "composition", "cut", "carving", "peaks", "step", "compare", "weights");

  @ParameterizedTest
  @CsvSource({
    "360, 740, LIGHT",
    "360, 740, DARK",
    "1000, 700, DARK",
    "1440, 900, LIGHT",
    "1440, 900, DARK",
    "3840, 2160, LIGHT"
  })
  void shouldBeReadableInEveryView(int width, int height, ColorScheme scheme) {
    Page page = driver.open("/#/runs/%s?step=500".formatted(driver.run()), width, height, scheme);
    page.getByTestId("tile-2-0").waitFor();
    for (String view : VIEWS) {
      page.navigate(
          "%s/#/runs/%s?step=500&neuron=2.1&view=%s"
              .formatted(driver.carve().url(), driver.run(), view));
      page.getByTestId("view-" + view).waitFor();
      driver.await(page, view, () -> selected(page).equals("view-" + view));
      driver.settle(page);
      if (width < 700) {
        page.locator("carve-focus").evaluate("focus => focus.scrollIntoView()");
      }
      driver.screenshot(page, "views-%s-%s-%d".formatted(view, scheme, width));
      driver.checkAccessibilityUnfolded(page, "%s at %d × %d".formatted(view, width, height));
      assertThat(widestBeyond(page)).as("%s reaches out of %d pixels", view, width).isZero();
    }
  }

  @Test
  void shouldDoAllByKeysAlone() {
    Page page = driver.openLive("");
    // Layers, neurons, the large landscape and back.
    page.keyboard().press("2");
    assertThat(focused(page)).isEqualTo("tile-2-0");
    page.keyboard().press("ArrowDown");
    assertThat(focused(page)).isEqualTo("tile-2-1");
    page.keyboard().press("Enter");
    driver.await(page, "the landscape", () -> focused(page).equals("landscape"));
    String before = page.evaluate("() => location.hash").toString();
    page.keyboard().press("ArrowLeft");
    driver.await(page, "it to turn", () -> !page.evaluate("() => location.hash").equals(before));
    page.keyboard().press("Escape");
    driver.await(page, "the tile", () -> focused(page).equals("tile-2-1"));

    // Every view and back to the landscape.
    List.of("mcomposition", "hcut", "dcarving", "ppeaks", "ostep", "bcompare", "wweights")
        .forEach(each -> {
          page.keyboard().press(each.substring(0, 1));
          String tab = "view-" + each.substring(1);
          driver.await(page, tab, () -> selected(page).equals(tab));
          page.keyboard().press(each.substring(0, 1));
          driver.await(page, "the landscape", () -> selected(page).equals("view-landscape"));
        });

    // Time.
    page.getByTestId("timeline").focus();
    page.keyboard().press("Home");
    driver.await(page, "the first step", () -> driver.shownStep(page) == 0);
    page.keyboard().press("ArrowRight");
    driver.await(page, "the next step", () -> driver.shownStep(page) > 0);
    page.keyboard().press("g");
    driver.await(page, "a field for the step", () -> focused(page).equals("go-to-input"));
    page.keyboard().type("100");
    page.keyboard().press("Enter");
    driver.await(
        page, "step 100", () -> driver.shownStep(page) > 50 && driver.shownStep(page) <= 100);
    page.keyboard().press("l");
    driver.await(page, "live", () -> page.getByTestId("status").innerText().contains("live"));

    // Everything that opens above the page, and closes.
    List.of(
            "?help-search",
            "rlibrary",
            "eexport-dialog",
            "nsource-lesson",
            "eexport-dialog",
            "rlibrary",
            "eexport-dialog")
        .forEach(each -> {
          page.keyboard().press(each.substring(0, 1));
          Locator opened = page.getByTestId(each.substring(1));
          opened.waitFor();
          page.keyboard().press("Escape");
          driver.await(page, each + " to close", () -> !opened.isVisible());
        });

    // By Tab alone one comes to every control and out again.
    page.getByTestId("tile-1-0").focus();
    Set<String> reached = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      reached.add(focused(page));
    }
    assertThat(reached)
        .contains("model-name", "steer", "freeze", "play", "speed", "timeline", "view-landscape");
  }

  /// Which tab of the views is selected.
  private static String selected(Page page) {
    Locator tab = page.locator("[role=tab][aria-selected=true]");
    return tab.count() == 0 ? "" : String.valueOf(tab.first().getAttribute("data-testid"));
  }

  /// The test id of what has the focus, within all shadow roots.
  private static String focused(Page page) {
    return page.evaluate(
            """
            () => {
              let element = document.activeElement;
              while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
              return element?.dataset.testid ?? '';
            }
            """)
        .toString();
  }

  /// How far the page is wider than the window.
  private static int widestBeyond(Page page) {
    return ((Number)
            page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
        .intValue();
  }
}
