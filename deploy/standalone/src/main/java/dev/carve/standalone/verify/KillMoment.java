package dev.carve.standalone.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// At which moment of its life a trainer is killed.
enum KillMoment {
  IN_FLOW("in full flow", TrainerPhase.TRAINING, 200),
  /// With so many commits that it is hard to miss them.
  COMMITTING("among commits", TrainerPhase.TRAINING, 50),
  RESTORING("while restoring", TrainerPhase.RESTORING, 40),
  REBALANCING("in the rebalance", TrainerPhase.JOINING, 300),
  AFTER_START("right after the start", TrainerPhase.STARTING, 1_500);

  private final String text;
  private final TrainerPhase phase;
  private final int spreadMs;

  KillMoment(String text, TrainerPhase phase, int spreadMs) {
    this.text = text;
    this.phase = phase;
    this.spreadMs = spreadMs;
  }

  String text() {
    return text;
  }

  /// The phase that is waited for.
  TrainerPhase phase() {
    return phase;
  }

  /// The longest time after that, ms.
  int spreadMs() {
    return spreadMs;
  }

  /// Moments for a number of kills: the first in full flow, then all kinds in random order.
  static List<KillMoment> choose(int kills, Random random) {
    List<KillMoment> moments = new ArrayList<>(List.of(IN_FLOW));
    while (moments.size() < kills) {
      List<KillMoment> round = new ArrayList<>(List.of(values()));
      Collections.shuffle(round, random);
      moments.addAll(round);
    }
    return moments.subList(0, kills);
  }
}
