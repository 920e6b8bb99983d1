package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of `carve replay`, which has a journal and no Kafka: it offers what it can do, and
/// nothing else.
class JournalPageTest {
  @RegisterExtension static final PageDriver driver = new PageDriver();

  @Test
  void shouldOfferNothingThatNeedsATrainer() {
    String run = driver.run();
    try (CarveProcess carve = CarveProcess.replay(driver.data(), run)) {
      carve.await("the page", carve::answers);
      Page page = driver.openElsewhere(carve.url() + "/#/runs/%s?step=300".formatted(run));
      driver.await(page, "a step", () -> driver.shownStep(page) > 0);
      driver.await(page, "what it may do", () -> page.locator("carve-create").count() == 0);

      page.keyboard().press("n");
      page.getByTestId("model-name").click();
      page.getByText("None is training here.").waitFor();
      driver.screenshot(page, "journal-alone");

      assertThat(page.getByTestId("new-model").count()).isZero();
      assertThat(page.getByTestId("create").count()).isZero();
      assertThat(page.getByTestId("freeze").count()).isZero();
      assertThat(page.getByTestId("read-only").count()).isZero();
      page.keyboard().press("Escape");
      page.keyboard().press("r");
      page.getByTestId("import-run").waitFor();
      page.context().close();
    }
  }
}
