/// Past runs sent on their way again: to a topic, or to a page that this process serves itself.
///
/// `carve replay` calls {@link dev.carve.standalone.replay.TopicReplay} and {@link
/// dev.carve.standalone.replay.JournalPage}. Both take frames from the journal of this machine.
@NullMarked
package dev.carve.standalone.replay;

import org.jspecify.annotations.NullMarked;
