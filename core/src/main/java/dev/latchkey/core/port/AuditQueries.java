package dev.latchkey.core.port;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail outside any transaction. Thread-safe. */
public interface AuditQueries {

  /**
   * The entries that the filter lets through, newest first, and how many there are in all. Newest
   * is what has the latest time, and of the same time what was stored last. With {@code
   * storedAfter} they come in the order in which they were stored, the first one first.
   */
  AuditPage search(Filter filter, int offset, int limit);

  /**
   * Which entries to read: those that are all of what is not null. Names match whatever their case.
   *
   * @param requestId written by this request
   * @param keyId about this key
   * @param userId about this user, or about a key of theirs
   * @param target about a token or user of this name
   * @param resourceType about a thing of this kind
   * @param actor done by whoever has this name, be it a user or not
   * @param username done by a user of this name
   * @param actorId done by this user, whose name is {@code username}: names may change hands
   * @param action what was done; {@link AuditAction#WRITE} finds {@link AuditAction#EXPIRE} too,
   *     which is a change of a key
   * @param from not before this instant
   * @param until before this instant
   * @param storedAfter stored later than the entry with this id, whatever the times of both, in the
   *     order in which they were stored: for who reads on from where they were. None if there is no
   *     such entry; all with {@link #FIRST}. An entry has its place when it is written, and can be
   *     seen when its transaction has ended, so it may come up before others that were seen already
   */
  record Filter(
      @Nullable UUID requestId,
      @Nullable KeyId keyId,
      @Nullable UserId userId,
      @Nullable String target,
      @Nullable ResourceType resourceType,
      @Nullable String actor,
      @Nullable String username,
      @Nullable UserId actorId,
      @Nullable AuditAction action,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable UUID storedAfter) {

    /** Stands for what is stored before the first entry. */
    public static final UUID FIRST = new UUID(0, 0);

    /** Lets every entry through. */
    public static final Filter ALL = builder().build();

    /** Lets no entry through. */
    public static final Filter NOTHING = builder().from(Instant.EPOCH).until(Instant.EPOCH).build();

    /**
     * @throws IllegalArgumentException if there is an {@code actorId} without a {@code username}
     */
    public Filter {
      if (actorId != null && username == null) {
        throw new IllegalArgumentException("username: null (expected: that of actorId)");
      }
    }

    /** Lets the entries about one key through. */
    public static Filter ofKey(KeyId keyId) {
      return builder().keyId(keyId).build();
    }

    /** Begins with a filter that lets every entry through. */
    public static Builder builder() {
      return new Builder();
    }

    /** Narrows a filter down, by as many conditions as are set. Not thread-safe. */
    public static final class Builder {

      private @Nullable UUID requestId;
      private @Nullable KeyId keyId;
      private @Nullable UserId userId;
      private @Nullable String target;
      private @Nullable ResourceType resourceType;
      private @Nullable String actor;
      private @Nullable String username;
      private @Nullable UserId actorId;
      private @Nullable AuditAction action;
      private @Nullable Instant from;
      private @Nullable Instant until;
      private @Nullable UUID storedAfter;

      private Builder() {}

      /** Only what this request has written. */
      public Builder requestId(@Nullable UUID value) {
        requestId = value;
        return this;
      }

      /** Only what was done to this key. */
      public Builder keyId(@Nullable KeyId value) {
        keyId = value;
        return this;
      }

      /** Only what was done to this user or to a key of theirs. */
      public Builder userId(@Nullable UserId value) {
        userId = value;
        return this;
      }

      /** Only what was done to a token or user of this name, whatever its case. */
      public Builder target(@Nullable String value) {
        target = value;
        return this;
      }

      /** Only what was done to things of this kind. */
      public Builder resourceType(@Nullable ResourceType value) {
        resourceType = value;
        return this;
      }

      /**
       * Only what somebody of this name has done, whatever its case: a user, a person or a part.
       */
      public Builder actor(@Nullable String value) {
        actor = value;
        return this;
      }

      /** Only what users of this name have done, whatever its case. */
      public Builder username(@Nullable String value) {
        username = value;
        actorId = null;
        return this;
      }

      /** Only what this very user has done. */
      public Builder user(User value) {
        username = value.username().value();
        actorId = value.id();
        return this;
      }

      /** Only what this was done by; {@code WRITE} stands for {@code EXPIRE} too. */
      public Builder action(@Nullable AuditAction value) {
        action = value;
        return this;
      }

      /** Only what was done then or later. */
      public Builder from(@Nullable Instant value) {
        from = value;
        return this;
      }

      /** Only what was done earlier. */
      public Builder until(@Nullable Instant value) {
        until = value;
        return this;
      }

      /** Only what was stored later than this entry, in the order in which it was stored. */
      public Builder storedAfter(@Nullable UUID value) {
        storedAfter = value;
        return this;
      }

      /** The filter. */
      public Filter build() {
        return new Filter(
            requestId,
            keyId,
            userId,
            target,
            resourceType,
            actor,
            username,
            actorId,
            action,
            from,
            until,
            storedAfter);
      }
    }
  }

  /**
   * Some of the entries that a filter lets through.
   *
   * @param entries newest first, or in the order in which they were stored if that was asked for
   * @param count how many there are, on this page and others, counted up to {@link #MAX_COUNT}
   */
  record AuditPage(List<AuditEntry> entries, long count) {

    /** Nobody reads further, and to count years of entries takes seconds. */
    public static final long MAX_COUNT = 1_000_000;

    /** Copies the entries, so that they can't change afterwards. */
    public AuditPage {
      entries = List.copyOf(entries);
    }
  }
}
