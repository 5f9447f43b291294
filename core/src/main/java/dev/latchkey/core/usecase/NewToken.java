package dev.latchkey.core.usecase;

import dev.latchkey.core.error.Violation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a named token, as it was made: nothing in it is checked yet.
 *
 * @param name the name; null for a random one
 * @param lifetime how long it shall live; null or zero for the standard lifetime of its owner
 * @param scopes the names of its scopes; none for {@code coder:all}
 * @param allowList its allow list, each {@code <type>:<id>}; none for everything
 * @param unreadable what of the request could not even be read, to be told together with the rules
 *     that the rest of it breaks
 */
public record NewToken(
    @Nullable String name,
    @Nullable Duration lifetime,
    List<String> scopes,
    List<String> allowList,
    List<Violation> unreadable)
    implements NewKey {

  /** Copies the lists, so that they can't change afterwards. */
  public NewToken {
    scopes = List.copyOf(scopes);
    allowList = List.copyOf(allowList);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A request that could be read.
   *
   * @param name the name; null for a random one
   * @param lifetime how long it shall live; null or zero for the standard lifetime of its owner
   * @param scopes the names of its scopes; none for {@code coder:all}
   * @param allowList its allow list, each {@code <type>:<id>}; none for everything
   */
  public NewToken(
      @Nullable String name,
      @Nullable Duration lifetime,
      List<String> scopes,
      List<String> allowList) {
    this(name, lifetime, scopes, allowList, List.of());
  }

  /** A token with this name and every default. */
  public static NewToken named(String name) {
    return new NewToken(name, null, List.of(), List.of());
  }

  /** The same with this lifetime. */
  public NewToken lasting(Duration newLifetime) {
    return new NewToken(name, newLifetime, scopes, allowList, unreadable);
  }
}
