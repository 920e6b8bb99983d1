package dev.carve.standalone.verify;

import dev.carve.trainer.TrainerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/// The commands and minibatches through a broker and trainers that are killed again and again.
final class KilledRun {
  /*
   * The trainer lives as many lives as there are kills, each with other kernels, and some more that end in a clean stop.
   * In each life another portion of the minibatches is sent, at such a pace that they still come when it is killed. In
   * the last life there are two trainers; one is killed and does not come back.
   */

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration SHORT_COMMIT_INTERVAL = Duration.ofMillis(5);
  private static final Duration FLOW_PATIENCE = Duration.ofSeconds(5);
  private static final Duration SHARING_PATIENCE = Duration.ofSeconds(20);
  // For the kill of the broker, before and after; for a clean stop; for two trainers, before the
  // kill and after; and one for the survivor.
  private static final int EXTRA_PORTIONS = 7;

  private final VerificationPlan plan;
  private final MinibatchStream stream;
  private final Children children;
  private final Consumer<String> progress;
  private final Random random;
  private final String applicationId;
  private final List<KillReport> kills = new ArrayList<>();
  private final List<Long> stopRestartsMs = new ArrayList<>();
  private final List<Long> killRestartsMs = new ArrayList<>();
  private OptionalLong takeoverMs = OptionalLong.empty();
  private int portions;
  private boolean stoppedCleanly;

  /// What the run works with while it lasts.
  private record Stage(
      BrokerProcess broker, ClusterView cluster, CommittedSteps steps, MinibatchFeed feed) {}

  KilledRun(
      VerificationPlan plan, MinibatchStream stream, Children children, Consumer<String> progress) {
    this.plan = plan;
    this.stream = stream;
    this.children = children;
    this.progress = progress;
    this.random = new Random(plan.seed());
    this.applicationId = TrainerConfig.defaults("unused:9092", plan.directory()).applicationId();
  }

  RunOutcome run() {
    BrokerProcess broker = new BrokerProcess(children, plan.directory().resolve("broker"));
    String servers = broker.bootstrapServers();
    int perSecond = stream.size() / mostPortions();
    try (ClusterView cluster = new ClusterView(servers, applicationId);
        CommittedSteps steps = CommittedSteps.watch(servers);
        MinibatchFeed feed = MinibatchFeed.start(servers, stream, perSecond)) {
      Stage stage = new Stage(broker, cluster, steps, feed);
      begin(stage);
      killAgainAndAgain(stage);
      TrainerProcess survivor = takeOver(stage);
      feed.allow(stream.size());
      Patience.await("the last step", () -> isAlive(survivor) && steps.total() >= stream.size());
      feed.requireSuccess();
      RunOutcome outcome = RunOutcome.await(servers, applicationId, stream);
      survivor.stop();
      return outcome;
    }
  }

  List<KillReport> kills() {
    return kills;
  }

  List<Long> stopRestartsMs() {
    return stopRestartsMs;
  }

  List<Long> killRestartsMs() {
    return killRestartsMs;
  }

  OptionalLong takeoverMs() {
    return takeoverMs;
  }

  /// Creates the models; the trainer that did so is stopped cleanly.
  private void begin(Stage stage) {
    TrainerProcess trainer = start(stage, "trainer", KernelWidth.WIDEST, COMMIT_INTERVAL);
    VerifiedModels.commands(stream.begin()).forEach(stage.feed()::send);
    Patience.await(
        "the creation of the models",
        () -> isAlive(trainer) && stage.steps().copy().size() == UndisturbedRun.models());
    stop(stage, trainer);
  }

  private void killAgainAndAgain(Stage stage) {
    List<KillMoment> moments = KillMoment.choose(plan.kills(), random);
    for (int kill = 0; kill < plan.kills(); kill++) {
      KillMoment moment = moments.get(kill);
      KernelWidth[] kernels = KernelWidth.values();
      TrainerProcess trainer =
          start(
              stage,
              "trainer",
              kernels[kill % kernels.length],
              moment == KillMoment.COMMITTING ? SHORT_COMMIT_INTERVAL : COMMIT_INTERVAL);
      if (kill == plan.kills() / 2) {
        killBroker(stage, trainer);
      }
      kill(stage, trainer, moment);
    }
    TrainerProcess trainer = start(stage, "trainer", KernelWidth.WIDEST, COMMIT_INTERVAL);
    awaitTraining(stage, trainer);
    stop(stage, trainer);
  }

  private TrainerProcess start(
      Stage stage, String name, KernelWidth kernels, Duration commitInterval) {
    return TrainerProcess.start(
        children,
        kernels,
        plan.directory().resolve(name),
        stage.broker().bootstrapServers(),
        commitInterval);
  }

  private void kill(Stage stage, TrainerProcess trainer, KillMoment moment) {
    if (moment.phase() == TrainerPhase.TRAINING) {
      awaitTraining(stage, trainer);
      awaitSomeSteps(stage, trainer);
    } else {
      sendPortion(stage);
      trainer.awaitPhase(moment.phase());
    }
    Patience.pause(random.nextInt(moment.spreadMs()));
    trainer.kill();
    stoppedCleanly = false;
    report(stage, "trainer", trainer, moment.text(), stage.cluster().transactions());
  }

  /// A random part of what a portion holds, unless the machine is too busy for it.
  private void awaitSomeSteps(Stage stage, TrainerProcess trainer) {
    long wanted =
        stage.steps().total() + random.nextInt(Math.max(1, stream.size() / mostPortions()));
    boolean reached =
        Patience.awaitAtMost(
            FLOW_PATIENCE, () -> isAlive(trainer) && stage.steps().total() >= wanted);
    if (!reached) {
      progress.accept("the machine is busy: fewer steps than wanted before the next kill");
    }
  }

  private void killBroker(Stage stage, TrainerProcess trainer) {
    awaitTraining(stage, trainer);
    awaitSomeSteps(stage, trainer);
    stage.broker().killAndRestart();
    report(stage, "broker", trainer, KillMoment.IN_FLOW.text(), "not known");
    awaitTraining(stage, trainer);
  }

  private void stop(Stage stage, TrainerProcess trainer) {
    trainer.stop();
    stoppedCleanly = true;
    progress.accept(
        "clean stop, %,d of %,d steps committed".formatted(stage.steps().total(), stream.size()));
  }

  /// Waits until a trainer has committed a step of the portion that it is sent now.
  private void awaitTraining(Stage stage, TrainerProcess trainer) {
    long before = stage.steps().snapshots();
    sendPortion(stage);
    boolean first = trainer.phase() != TrainerPhase.TRAINING;
    trainer.awaitPhase(TrainerPhase.TRAINING);
    Patience.await(
        "a step after the restart", () -> isAlive(trainer) && stage.steps().snapshots() > before);
    if (first) {
      (stoppedCleanly ? stopRestartsMs : killRestartsMs).add(trainer.ageMs());
    }
  }

  /// Two trainers share the partitions; one is killed, and the other goes on with all of them.
  private TrainerProcess takeOver(Stage stage) {
    TrainerProcess victim = start(stage, "trainer", KernelWidth.WIDEST, COMMIT_INTERVAL);
    awaitTraining(stage, victim);
    TrainerProcess survivor = start(stage, "trainer-2", KernelWidth.WIDEST, COMMIT_INTERVAL);
    survivor.awaitPhase(TrainerPhase.TRAINING);
    boolean shared =
        Patience.awaitAtMost(SHARING_PATIENCE, () -> stage.cluster().membersAtWork() == 2);
    sendPortion(stage);
    Patience.pause(random.nextInt(KillMoment.IN_FLOW.spreadMs()));
    victim.kill();
    long killedNs = System.nanoTime();
    Map<String, Long> before = stage.steps().copy();
    report(
        stage,
        shared ? "one of two trainers" : "the busy one of two trainers",
        victim,
        KillMoment.IN_FLOW.text(),
        stage.cluster().transactions());
    sendPortion(stage);
    Patience.await(
        "the takeover by the other trainer",
        () ->
            isAlive(survivor)
                && before.entrySet().stream()
                    .allMatch(model -> stage.steps().of(model.getKey()) > model.getValue()));
    takeoverMs = OptionalLong.of(Duration.ofNanos(System.nanoTime() - killedNs).toMillis());
    return survivor;
  }

  private void sendPortion(Stage stage) {
    portions++;
    stage.feed().allow(Math.toIntExact((long) stream.size() * portions / mostPortions()));
    stage.feed().requireSuccess();
  }

  private int mostPortions() {
    return plan.kills() + EXTRA_PORTIONS;
  }

  private void report(
      Stage stage, String what, TrainerProcess trainer, String aimed, String transactions) {
    KillReport kill =
        new KillReport(
            kills.size() + 1,
            what,
            trainer.kernels().text(),
            aimed,
            trainer.phase().text(),
            transactions,
            stage.steps().total());
    kills.add(kill);
    progress.accept(
        "kill %d of %d: %s %s, it was %s on %s, transactions: %s, %,d of %,d steps committed"
            .formatted(
                kill.number(),
                plan.kills() + 2,
                what,
                aimed,
                kill.phase(),
                kill.kernels(),
                transactions,
                kill.step(),
                stream.size()));
  }

  /// Asks for the phase, which fails when the trainer has ended.
  private static boolean isAlive(TrainerProcess trainer) {
    return trainer.phase().compareTo(TrainerPhase.STARTING) >= 0;
  }
}
