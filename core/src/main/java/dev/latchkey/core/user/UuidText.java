package dev.latchkey.core.user;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads UUIDs as clients write them. The JDK's parser takes shorter and longer groups too, and
 * makes another UUID of them.
 */
public final class UuidText {

  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private UuidText() {}

  /** The UUID, or nothing if the text is none. */
  public static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
