package dev.carve.sampler.http;

import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a viewer says while a replay runs: whatever is to change, under the names of the query that
/// began it.
///
/// ```
/// {"type": "replay", "speed": 2, "backwards": true}
///
/// speed           snapshot time per second; 0 for as fast as possible
/// stepsPerSecond  SGD steps per second, instead of a speed
/// backwards       true or false
/// loop            true or false
/// from, to        the range
/// step            go on at the newest snapshot that is not beyond this step
/// paused          true or false
/// move            go so many snapshots forwards, or back if negative, and pause there
/// ```
///
/// @param members what the viewer said
record ReplayMessage(JsonObject members) {
  private static final Set<String> NAMES =
      Set.of(
          "type",
          "speed",
          "stepsPerSecond",
          "backwards",
          "loop",
          "from",
          "to",
          "step",
          "paused",
          "move");
  private static final long MOST_MOVED = 1_000_000;

  /// The message in some text.
  ///
  /// @throws BadRequestException if it is none
  static ReplayMessage parse(String text) {
    JsonObject members;
    try {
      members = new JsonObject(text);
    } catch (DecodeException e) {
      throw new BadRequestException("a message must be a JSON object");
    }
    if (!"replay".equals(members.getValue("type"))) {
      throw new BadRequestException("type must be replay");
    }
    for (String name : members.fieldNames()) {
      if (!NAMES.contains(name)) {
        throw new BadRequestException("unknown member: " + name);
      }
    }
    ReplayMessage message = new ReplayMessage(members);
    message.over(ReplayCourse.forwards(ReplayRange.whole(), Pace.fastest()));
    message.step();
    message.paused(false);
    message.move();
    return message;
  }

  /// What the query of a request says.
  ///
  /// @throws BadRequestException if it cannot be understood
  static ReplayMessage of(HttpServerRequest request) {
    JsonObject members = new JsonObject().put("type", "replay");
    for (String name : List.of("from", "to", "step")) {
      put(members, name, Query.wholeNumber(request, name));
    }
    put(members, "speed", Query.number(request, "speed"));
    put(members, "stepsPerSecond", Query.number(request, "stepsPerSecond"));
    for (String name : List.of("backwards", "loop", "paused")) {
      put(members, name, Query.flag(request, name));
    }
    return new ReplayMessage(members);
  }

  private static void put(JsonObject members, String name, Optional<?> value) {
    value.ifPresent(known -> members.put(name, known));
  }

  /// Whether it says more than a course does.
  boolean isMoreThanACourse() {
    return step() >= 0 || paused(false);
  }

  /// A course as it is after this message.
  ReplayCourse over(ReplayCourse course) {
    long from = wholeNumber("from", course.range().from());
    long to = wholeNumber("to", course.range().to());
    try {
      return new ReplayCourse(
          new ReplayRange(from, to),
          pace(course.pace()),
          flag("backwards", course.backwards()),
          flag("loop", course.loop()));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private Pace pace(Pace before) {
    Number speed = number("speed");
    Number stepsPerSecond = number("stepsPerSecond");
    if (speed != null && stepsPerSecond != null) {
      throw new BadRequestException("speed and stepsPerSecond exclude each other");
    }
    try {
      if (speed != null) {
        return Pace.ofSpeed(speed.doubleValue());
      }
      return stepsPerSecond == null ? before : Pace.ofSteps(stepsPerSecond.doubleValue());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  /// Where to go on; -1 for where it is.
  long step() {
    return wholeNumber("step", -1);
  }

  /// Whether the replay stands still after this message.
  boolean paused(boolean before) {
    return move() != 0 || flag("paused", before);
  }

  /// How many snapshots to move by.
  long move() {
    Number move = number("move");
    return move == null ? 0 : Math.clamp(move.longValue(), -MOST_MOVED, MOST_MOVED);
  }

  private long wholeNumber(String name, long otherwise) {
    Number number = number(name);
    if (number == null) {
      return otherwise;
    }
    if (number.longValue() < 0 || number.doubleValue() != number.longValue()) {
      throw wrong(name, "a whole number of 0 or more");
    }
    return number.longValue();
  }

  private @Nullable Number number(String name) {
    return switch (members.getValue(name)) {
      case null -> null;
      case Number number -> number;
      default -> throw wrong(name, "a number");
    };
  }

  private boolean flag(String name, boolean otherwise) {
    return switch (members.getValue(name)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      default -> throw wrong(name, "true or false");
    };
  }

  private BadRequestException wrong(String name, String rule) {
    return new BadRequestException(
        "%s must be %s: %s=%s".formatted(name, rule, name, members.getValue(name)));
  }

  /// What the viewer is told: how the replay goes on, and where it is.
  ///
  /// @param state `playing`, `paused` or `ended`
  /// @param step of the frame that was sent last, -1 before the first
  static String answer(String state, ReplayCourse course, long step) {
    JsonObject answer =
        new JsonObject()
            .put("type", "replay")
            .put("state", state)
            .put("from", course.range().from())
            .put("backwards", course.backwards())
            .put("loop", course.loop())
            .mergeIn(new JsonObject(pace(course)));
    if (course.range().to() < Long.MAX_VALUE) {
      answer.put("to", course.range().to());
    }
    if (step >= 0) {
      answer.put("step", step);
    }
    return answer.encode();
  }

  private static Map<String, Object> pace(ReplayCourse course) {
    return switch (course.pace()) {
      case Pace.Fastest _ -> Map.of("speed", 0);
      case Pace.ByTime(double speed) -> Map.of("speed", speed);
      case Pace.BySteps(double stepsPerSecond) -> Map.of("stepsPerSecond", stepsPerSecond);
    };
  }
}
