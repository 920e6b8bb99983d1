package dev.carve.standalone.command;

import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.standalone.config.NearestName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// The name of a run that somebody typed.
final class RunName {
  private RunName() {}

  /// What to say when there is no such run.
  static CommandFailedException missing(String name, RunLibrary library) {
    List<String> names = library.runs().stream().map(RunSummary::run).toList();
    return CommandFailedException.failure(
        "no such run%s run=%s; `carve runs list` names them"
            .formatted(NearestName.suggestion(name, names), name));
  }

  /// What to say when there is no such run.
  static CommandFailedException missing(String name, Path journal) {
    try (RunLibrary library = new RunLibrary(journal, InstantSource.system())) {
      return missing(name, library);
    }
  }
}
