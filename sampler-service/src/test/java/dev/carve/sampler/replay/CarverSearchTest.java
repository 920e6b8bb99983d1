package dev.carve.sampler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.sampler.sampling.NeuronChoice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarverSearchTest {
  private static final Minibatch FAR_OUT =
      new Minibatch(
          2, Floats.of(9, -9, 9, -9, 9, -9, 9, -9), Ints.of(0, 0, 0, 0), Instant.EPOCH, false);

  @TempDir private Path directory;
  private final KeptMinibatches minibatches = new KeptMinibatches();
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private CarverSearch search =
      new CarverSearch(library, new StepReconstruction(library, minibatches));

  @BeforeEach
  void openLibrary() {
    library = new RunLibrary(directory, Clock.systemUTC());
    search = new CarverSearch(library, new StepReconstruction(library, minibatches));
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    library.close();
    assertThat(minibatches.open()).isZero();
    OpenResources.assertNone();
  }

  @Test
  void shouldNameTheMinibatchThatCarvedMost() {
    TrainedRun run = trained();

    CarverRanking ranking = search.rank(question(1, 0, 100, 200, 3));

    assertThat(ranking.carvers()).hasSize(3);
    assertThat(ranking.carvers().getFirst().step().step()).isEqualTo(151);
    assertThat(ranking.carvers().getFirst().step().labels()).isEqualTo(List.of(0, 0, 0, 0));
    assertThat(ranking.carvers().getFirst().step().offset())
        .isEqualTo(run.exactAt(151).inputOffset() - 1);
    assertThat(ranking.carvers())
        .isSortedAccordingTo((a, b) -> Double.compare(b.moved(), a.moved()));
  }

  @Test
  void shouldGiveSharesThatAddUpToTheWholeChangeAcrossACommand() {
    trained();

    CarverRanking ranking = search.rank(question(0, 2, 120, 270, 1_000));

    assertThat(ranking.carvers()).hasSize(150);
    assertThat(ranking.carvers().stream().mapToDouble(Carver::share).sum())
        .isCloseTo(1, within(1e-6));
    assertThat(ranking.carvers().stream().map(carver -> carver.step().step()).distinct())
        .hasSize(150)
        .allSatisfy(step -> assertThat(step).isBetween(121L, 270L));
    assertThat(ranking.carvers().stream().mapToDouble(Carver::moved).sum())
        .isGreaterThanOrEqualTo(ranking.moved());
    assertThat(ranking.moved()).isPositive();
  }

  @Test
  void shouldRefuseWhatCannotBeRanked() {
    trained();

    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(() -> search.rank(question(2, 0, 1, 2, 1)))
        .withMessage("the network must have the neuron: neuron=3.0, units of its layers=[5, 2]");
    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(() -> search.rank(question(0, 5, 1, 2, 1)))
        .withMessage("the network must have the neuron: neuron=1.5, units of its layers=[5, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question(0, 5, 2, 2, 1))
        .withMessage("from must be a step before to: from=2, to=2");
  }

  @Test
  void shouldBoundItsWork() {
    TrainedRun run = new TrainedRun("{type: sgd, learning-rate: 0.001}", "", minibatches);
    run.train(10_050);
    run.publishLastStep();
    run.journal(directory, _ -> true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.rank(question(0, 0, 1, 10_002, 1)))
        .withMessage(
            "at most 10,000 steps of this network can be ranked at once: from=1, to=10002, steps=10,001");
    assertThat(search.rank(question(0, 0, 2, 10_002, 1)).carvers()).hasSize(1);
  }

  private static CarverQuestion question(int layer, int unit, long from, long to, int top) {
    return new CarverQuestion(TrainedRun.RUN, new NeuronChoice(layer, unit), from, to, top);
  }

  private TrainedRun trained() {
    TrainedRun run = new TrainedRun("{type: sgd, learning-rate: 0.05}", "", minibatches);
    run.train(150);
    run.train(FAR_OUT);
    run.train(70);
    run.setLearningRate(0.02);
    run.train(70);
    run.publishLastStep();
    run.journal(directory, _ -> true);
    return run;
  }
}
