package dev.carve.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who a trainer process is to Kafka: the same after a restart as before.
///
/// A successor that is known takes its predecessor's place in the group at once, and ends its open
/// transaction at once; a stranger waits until the session and the transaction of the killed one
/// have timed out. Identities lie in the state directory, each a file that its process holds locked
/// and that the system lets go when the process dies. Several processes may share a directory: each
/// takes the first identity that is free.
final class TrainerIdentity implements AutoCloseable {
  private static final int TEXT_BYTES = 36;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final FileChannel file;
  private final String id;

  private TrainerIdentity(FileChannel file, String id) {
    this.file = file;
    this.id = id;
  }

  /// {@return an identity that no living process has}
  ///
  /// @param directory where identities are kept; made when it does not exist
  /// @throws UncheckedIOException if the directory cannot be written
  static TrainerIdentity claim(Path directory) {
    try {
      Files.createDirectories(directory);
      for (int number = 0; ; number++) {
        TrainerIdentity identity = claimIfFree(directory.resolve("identity-" + number));
        if (identity != null) {
          return identity;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable TrainerIdentity claimIfFree(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!lock(file)) {
      file.close();
      return null;
    }
    return new TrainerIdentity(file, readOrWrite(file));
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another trainer in this process
    }
  }

  /// A process that was killed while it wrote leaves less than a whole text, a machine that lost
  /// its power perhaps another one, which Kafka would refuse at every start.
  private static String readOrWrite(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES);
    while (text.hasRemaining() && file.read(text, text.position()) >= 0) {
      // A channel may read less than there is room for.
    }
    String kept = new String(text.array(), UTF_8);
    if (UUID_TEXT.matcher(kept).matches()) {
      return kept;
    }
    String id = UUID.randomUUID().toString();
    ByteBuffer fresh = ByteBuffer.wrap(id.getBytes(UTF_8));
    while (fresh.hasRemaining()) {
      file.write(fresh, fresh.position());
    }
    return id;
  }

  /// {@return what to tell Kafka}
  String id() {
    return id;
  }

  /// Gives the identity back.
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
