package dev.latchkey.core.authority;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.Optional;

/**
 * The one policy: may this caller do this to what belongs to that user? The roles of the user, the
 * scopes of the key and its allow list must all permit it (contract sections 6 and 8). Thread-safe.
 */
public final class Authority {

  private final ScopeCatalog scopes;

  /**
   * @param scopes says what the scopes of a key permit
   */
  public Authority(ScopeCatalog scopes) {
    this.scopes = scopes;
  }

  /** Whether {@code caller} may do {@code permission} to what belongs to {@code subject}. */
  public boolean permits(Caller caller, Permission permission, UserId subject) {
    return objection(caller, permission, subject).isEmpty();
  }

  /**
   * What does not permit {@code caller} to do {@code permission} to what belongs to {@code
   * subject}, in words for the audit trail; empty if they may.
   */
  public Optional<String> objection(Caller caller, Permission permission, UserId subject) {
    if (caller instanceof Trusted) {
      return Optional.empty();
    }
    Person person = (Person) requireNonNull(caller, "caller is null");
    if (!rolePermits(person.user(), permission, subject)) {
      return notPermitted(permission, "roles of the caller");
    }
    return person instanceof KeyHolder holder
        ? objectionOf(holder, permission, subject)
        : Optional.empty();
  }

  private Optional<String> objectionOf(KeyHolder holder, Permission permission, UserId subject) {
    if (!scopesPermit(holder.key(), permission, subject.equals(holder.user().id()))) {
      return notPermitted(permission, "scopes of the caller's key");
    }
    return allowListPermits(holder.key(), permission, subject)
        ? Optional.empty()
        : notPermitted(permission, "allow list of the caller's key");
  }

  /** Whether {@code caller} may do {@code permission} to what belongs to anybody at all. */
  public boolean permitsForAll(Caller caller, Permission permission) {
    if (caller instanceof Trusted) {
      return true;
    }
    Person person = (Person) requireNonNull(caller, "caller is null");
    return rolePermitsForAll(person.user(), permission)
        && (!(person instanceof KeyHolder holder)
            || (scopesPermit(holder.key(), permission, false)
                && holder.key().allowList().permitsAllOf(permission.resourceType())));
  }

  /**
   * Whether {@code caller} may name {@code subject} as the owner of keys. Besides those who may
   * read the user, this is anyone who names themselves with a key that may do something with keys;
   * otherwise a key for {@code api_key:*} alone could not use the key endpoints.
   */
  public boolean permitsNaming(Caller caller, UserId subject) {
    if (permits(caller, Permission.READ_USER, subject)) {
      return true;
    }
    return caller instanceof KeyHolder holder
        && holder.user().id().equals(subject)
        && permissionsOf(holder.key()).permitsAnyOn(Permission.READ_KEY.resourceType())
        && allowListPermits(holder.key(), Permission.READ_KEY, subject);
  }

  /**
   * Whether {@code caller} may do {@code permission} to the user {@code subject} as they are now.
   * Nobody but a site owner may touch a site owner.
   */
  public boolean permitsChanging(Caller caller, Permission permission, User subject) {
    return permits(caller, permission, subject.id())
        && (!subject.is(Role.OWNER)
            || !(caller instanceof Person person)
            || person.user().is(Role.OWNER));
  }

  /** Everything that the scopes of {@code key} permit together. */
  public PermissionSet permissionsOf(ApiKey key) {
    return PermissionSet.union(key.scopes().stream().map(scopes::permissionsOf).toList());
  }

  private static Optional<String> notPermitted(Permission permission, String by) {
    return Optional.of(
        "%s:%s is not permitted by the %s"
            .formatted(permission.resourceType(), permission.action(), by));
  }

  private static boolean rolePermits(User user, Permission permission, UserId subject) {
    boolean own = subject.equals(user.id());
    return rolePermitsForAll(user, permission)
        || switch (permission) {
          case CREATE_KEY, READ_KEY, UPDATE_KEY, DELETE_KEY, READ_USER -> own;
          case CREATE_USER, UPDATE_USER, DELETE_USER, GRANT_ROLE, READ_AUDIT -> false;
        };
  }

  private static boolean rolePermitsForAll(User user, Permission permission) {
    return user.is(Role.OWNER)
        || switch (permission) {
          case READ_USER -> !user.roles().isEmpty();
          case CREATE_USER, UPDATE_USER, DELETE_USER -> user.is(Role.USER_ADMIN);
          case READ_AUDIT -> user.is(Role.AUDITOR);
          case CREATE_KEY, READ_KEY, UPDATE_KEY, DELETE_KEY, GRANT_ROLE -> false;
        };
  }

  private boolean scopesPermit(ApiKey key, Permission permission, boolean own) {
    PermissionSet permitted = permissionsOf(key);
    return permitted.permits(permission.resourceType(), permission.action())
        || (permission == Permission.READ_USER
            && own
            && permitted.permits("user", "read_personal"));
  }

  private static boolean allowListPermits(ApiKey key, Permission permission, UserId subject) {
    // Only users have UUIDs that an allow list could name one by one (contract section 8.3).
    return switch (permission) {
      case READ_USER, UPDATE_USER, DELETE_USER ->
          key.allowList().permits(permission.resourceType(), subject.value());
      case CREATE_KEY, READ_KEY, UPDATE_KEY, DELETE_KEY, CREATE_USER, GRANT_ROLE, READ_AUDIT ->
          key.allowList().permitsAllOf(permission.resourceType());
    };
  }
}
