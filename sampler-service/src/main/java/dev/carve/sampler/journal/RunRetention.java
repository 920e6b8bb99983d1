package dev.carve.sampler.journal;

import dev.carve.core.event.ModelEvent;
import dev.carve.sampler.journal.RetentionPolicy.Density;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Thins the journals' old days and deletes those that are too old or too many.
///
/// A day's file is put together beside the run and then takes the place of the old one by a single
/// rename, so that a process that ends in the middle leaves either. Files are touched only while
/// nobody reads or appends to the run, in this process or another; a run that is in use is left for
/// the next time. Owned by one thread.
public final class RunRetention {
  private static final String STATE_FILE = "thinned.properties";
  private static final String WORK = ".thinning";
  private static final Logger log = LoggerFactory.getLogger(RunRetention.class);

  /// Lets a piece of work be done while no appender of this process has a run open.
  public interface Pause {
    /// Does the work now, or as soon as the appender of the run is closed.
    ///
    /// @param run the run's name
    /// @param work what is to be done
    /// @throws JournalUnavailableException if it cannot be done, or was not
    void whileClosed(String run, Runnable work);
  }

  /// What was done.
  ///
  /// @param thinned days of which fewer entries are left
  /// @param deleted days of which nothing is left
  /// @param postponed runs that were in use
  public record Outcome(int thinned, int deleted, int postponed) {}

  /// A file of a run's day.
  private record Day(Path runDirectory, int day, long bytes) {}

  private final Path journal;
  private final RetentionPolicy policy;
  private final Pause pause;
  private int thinned;
  private int deleted;
  private int postponed;

  /// The retention of a directory.
  ///
  /// @param journal the directory of all journals
  /// @param policy what is kept
  /// @param pause keeps the appenders of this process away
  public RunRetention(Path journal, RetentionPolicy policy, Pause pause) {
    this.journal = journal;
    this.policy = policy;
    this.pause = pause;
  }

  /// Brings all runs to what the policy says.
  ///
  /// @param now how old the days are counted from
  /// @return what was done
  public Outcome apply(Instant now) {
    thinned = 0;
    deleted = 0;
    postponed = 0;
    for (Path directory : runDirectories()) {
      try {
        applyTo(directory, now);
      } catch (JournalUnavailableException e) {
        postponed++;
        log.debug("Retention of a run is postponed: directory={}", directory, e);
      } catch (IOException e) {
        log.warn("Retention of a run failed: directory={}", directory, e);
      }
    }
    policy.bytes().ifPresent(limit -> deleteBeyond(limit, now));
    return new Outcome(thinned, deleted, postponed);
  }

  private List<Path> runDirectories() {
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(journal)) {
      return directories
          .filter(directory -> !String.valueOf(directory.getFileName()).startsWith("."))
          .filter(RunReader::exists)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new JournalUnavailableException("could not list the journals: directory=" + journal, e);
    }
  }

  private void applyTo(Path directory, Instant now) throws IOException {
    for (int day : QueueTailer.cycles(directory)) {
      if (policy.isOutdated(day, now)) {
        delete(directory, day);
      } else {
        thin(directory, day, policy.density(day, now));
      }
    }
  }

  private void thin(Path directory, int day, Density density) throws IOException {
    if (density.compareTo(done(directory, day)) <= 0) {
      return;
    }
    Path work = directory.resolve(WORK);
    UnfinishedRun.deleteTree(work);
    Files.createDirectories(work);
    try {
      DayThinning thinning =
          new DayThinning(directory, day, density, policy.neighbourhood(), events(directory));
      Optional<Path> snapshots = thinning.writeSnapshots(work.resolve("snapshots"));
      Optional<Path> notes = thinning.writeNotes(work.resolve("notes"));
      exclusively(
          directory,
          () -> {
            Files.deleteIfExists(directory.resolve(RunCheckpoint.FILE));
            replace(snapshots, QueueTailer.file(directory, day));
            replace(notes, QueueTailer.file(NoteTailer.directory(directory), day));
            remember(directory, day, density);
          });
      thinned++;
      log.info("Thinned a day: run={}, day={}, density={}", directory.getFileName(), day, density);
    } finally {
      UnfinishedRun.deleteTree(work);
    }
  }

  private static void replace(Optional<Path> next, Path file) throws IOException {
    if (next.isPresent()) {
      Files.move(
          next.get(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<ModelEvent> events(Path directory) {
    try (NoteIndex notes = new NoteIndex(directory)) {
      return notes.events();
    }
  }

  private void delete(Path directory, int day) {
    if (QueueTailer.cycles(directory).length == 1) {
      pause.whileClosed(
          RunDirectory.run(directory),
          () -> RunDeletion.delete(journal, RunDirectory.run(directory)));
    } else {
      exclusively(
          directory,
          () -> {
            Files.deleteIfExists(directory.resolve(RunCheckpoint.FILE));
            Files.deleteIfExists(QueueTailer.file(directory, day));
            Files.deleteIfExists(QueueTailer.file(NoteTailer.directory(directory), day));
          });
    }
    deleted++;
    log.info("Deleted a day: run={}, day={}", directory.getFileName(), day);
  }

  private void deleteBeyond(long limit, Instant now) {
    List<Day> days = new ArrayList<>();
    long total = 0;
    for (Path directory : runDirectories()) {
      for (int day : QueueTailer.cycles(directory)) {
        Day found = new Day(directory, day, bytes(directory, day));
        total += found.bytes();
        days.add(found);
      }
    }
    days.sort(Comparator.comparingInt(Day::day));
    for (Day oldest : days) {
      if (total <= limit || !policy.isExpendable(oldest.day(), now)) {
        return;
      }
      try {
        delete(oldest.runDirectory(), oldest.day());
        total -= oldest.bytes();
      } catch (JournalUnavailableException e) {
        postponed++;
        log.debug("A day is deleted later: directory={}", oldest.runDirectory(), e);
      }
    }
  }

  private static long bytes(Path directory, int day) {
    try {
      Path notes = QueueTailer.file(NoteTailer.directory(directory), day);
      return Files.size(QueueTailer.file(directory, day))
          + (Files.exists(notes) ? Files.size(notes) : 0);
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not measure the journal: directory=" + directory, e);
    }
  }

  /// Work on files.
  private interface FileWork {
    void run() throws IOException;
  }

  private void exclusively(Path directory, FileWork work) {
    pause.whileClosed(
        RunDirectory.run(directory),
        () -> {
          try (RunClaim claim = RunClaim.of(directory)) {
            work.run();
            refresh(claim.directory());
          } catch (IOException e) {
            throw new JournalUnavailableException(
                "could not replace files of the journal: directory=" + directory, e);
          }
        });
  }

  /* The queue keeps a list of its files, which readers go by. */
  private static void refresh(Path directory) {
    ChronicleQueues.refreshListing(directory);
    if (NoteTailer.exists(directory)) {
      ChronicleQueues.refreshListing(NoteTailer.directory(directory));
    }
  }

  private static Density done(Path directory, int day) throws IOException {
    String density = state(directory).getProperty(Integer.toString(day));
    return density == null ? Density.FULL : Density.valueOf(density.toUpperCase(Locale.ROOT));
  }

  private static Properties state(Path directory) throws IOException {
    Properties state = new Properties();
    Path file = directory.resolve(STATE_FILE);
    if (Files.exists(file)) {
      state.load(new StringReader(Files.readString(file)));
    }
    return state;
  }

  /* If it is lost, the day is thinned again, which changes nothing. */
  private static void remember(Path directory, int day, Density density) throws IOException {
    Properties state = state(directory);
    state.setProperty(Integer.toString(day), density.name().toLowerCase(Locale.ROOT));
    StringBuilder text = new StringBuilder();
    state.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> text.append(key).append('=').append(state.getProperty(key)).append('\n'));
    Path next = directory.resolve(STATE_FILE + ".next");
    Files.writeString(next, text);
    Files.move(
        next,
        directory.resolve(STATE_FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
