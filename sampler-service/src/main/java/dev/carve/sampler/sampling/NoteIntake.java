package dev.carve.sampler.sampling;

import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.RunJournals;
import dev.carve.sampler.journal.RunNote;

/// What happens to metrics and events: they are kept with their run.
///
/// Owned by the consumer thread.
public final class NoteIntake {
  private final RunJournals journals;

  /// Takes notes.
  ///
  /// @param journals where they are kept
  public NoteIntake(RunJournals journals) {
    this.journals = journals;
  }

  /// Takes in the next note. It is in the journal when this returns.
  ///
  /// @param note of a run, in the order in which they were published
  /// @throws JournalUnavailableException if it cannot be journalled now
  public void take(RunNote note) {
    try {
      journals.notesOf(run(note)).append(note);
    } catch (JournalUnavailableException e) {
      journals.closeNotes(run(note));
      throw e;
    }
  }

  /// {@return whether a note belongs to a run; a rejected command may concern none}
  ///
  /// @param note any one
  static boolean isOfARun(RunNote note) {
    return RunJournals.canName(run(note));
  }

  static String run(RunNote note) {
    return RunMoment.of(note).run();
  }
}
