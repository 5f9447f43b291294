package dev.latchkey.core.port;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.KeyId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail outside any transaction. Thread-safe. */
public interface AuditQueries {

  /** The entries that the filter lets through, newest first, and how many there are in all. */
  AuditPage search(Filter filter, int offset, int limit);

  /**
   * Which entries to read.
   *
   * @param keyId of this key only; null for all
   */
  record Filter(@Nullable KeyId keyId) {

    /** Lets every entry through. */
    public static final Filter ALL = new Filter(null);
  }

  /**
   * Some of the entries that a filter lets through.
   *
   * @param entries newest first
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
