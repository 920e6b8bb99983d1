package dev.carve.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.UnusableRecordException;
import org.jspecify.annotations.Nullable;

/// The model that a record is for, as its key names it.
///
/// No model's name is longer than a hundred characters, so a longer one is refused before it is
/// looked up, answered or repeated in a message.
public final class ModelName {
  private static final int LONGEST = 100;

  private ModelName() {}

  /// {@return the name in a record key}
  ///
  /// @param key UTF-8, or null where the record has none
  /// @throws UnusableRecordException if it is absent or too long
  public static String ofKey(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      throw new UnusableRecordException("the record key must name the model: key is absent");
    }
    // A code unit takes three bytes at most.
    if (key.length > 3 * LONGEST) {
      throw tooLong(key.length, "bytes", new String(key, 0, 3 * LONGEST, UTF_8));
    }
    return checked(new String(key, UTF_8));
  }

  /// {@return the same name}
  ///
  /// @param name as a record gives it
  /// @throws UnusableRecordException if it is too long for any model
  public static String checked(String name) {
    if (name.length() > LONGEST) {
      throw tooLong(name.length(), "characters", name);
    }
    return name;
  }

  private static UnusableRecordException tooLong(int length, String unit, String beginning) {
    return new UnusableRecordException(
        "a model's name must be at most %d characters: %s=%,d, beginning=%s"
            .formatted(
                LONGEST,
                unit,
                length,
                Excerpt.of(beginning.substring(0, Math.min(LONGEST, beginning.length())))));
  }
}
