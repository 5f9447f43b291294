package dev.latchkey.core.key;

import dev.latchkey.core.user.UuidText;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which resources a key may touch, normalised as in contract section 8.3: {@code *:*} alone when it
 * is among the entries, {@code type:*} in place of that type's ids, no duplicates, sorted. Never
 * empty. What is not listed can't be touched.
 */
public final class AllowList {

  /** Every resource. */
  public static final AllowList EVERYTHING = new AllowList(List.of(Entry.EVERYTHING));

  /** The most entries that an allow list may have once it is normalised. */
  public static final int MAX_ENTRIES = 128;

  private final List<Entry> entries;

  private AllowList(List<Entry> entries) {
    this.entries = entries;
  }

  /** Normalises {@code entries}; none at all means {@link #EVERYTHING}. */
  public static AllowList of(Collection<Entry> entries) {
    if (entries.isEmpty() || entries.contains(Entry.EVERYTHING)) {
      return EVERYTHING;
    }
    Set<Entry> given = new HashSet<>(entries);
    return new AllowList(
        given.stream()
            .filter(entry -> entry.isWildcard() || !given.contains(Entry.allOf(entry.type())))
            .sorted()
            .toList());
  }

  /** The normalised entries, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Whether nothing is excluded. */
  public boolean isEverything() {
    return entries.equals(EVERYTHING.entries);
  }

  /** Whether every resource of {@code type} may be touched. */
  public boolean permitsAllOf(String type) {
    return covers(Entry.allOf(type));
  }

  /** Whether the resource of {@code type} with {@code id} may be touched. */
  public boolean permits(String type, UUID id) {
    return covers(new Entry(type, id.toString()));
  }

  /** Whether this list permits all that {@code other} permits. */
  public boolean covers(AllowList other) {
    return other.entries.stream().allMatch(this::covers);
  }

  private boolean covers(Entry wanted) {
    return isEverything()
        || entries.contains(Entry.allOf(wanted.type()))
        || entries.contains(new Entry(Entry.ANY, wanted.id()))
        || entries.contains(wanted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowList list && entries.equals(list.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }

  /**
   * One entry, {@code <type>:<id>}.
   *
   * @param type a resource type or {@code *}
   * @param id a lower-case UUID or {@code *}
   */
  public record Entry(String type, String id) implements Comparable<Entry> {

    private static final String ANY = "*";
    private static final Entry EVERYTHING = new Entry(ANY, ANY);
    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::type).thenComparing(Entry::id);

    /**
     * @throws IllegalArgumentException if the type or the id is empty or holds a space or a colon
     */
    public Entry {
      if (!isHalf(type) || !isHalf(id)) {
        throw new IllegalArgumentException(
            "an allow list entry is <type>:<id>, each without spaces and colons (got \"%s\", \"%s\")"
                .formatted(TokenText.redact(type), TokenText.redact(id)));
      }
    }

    private static boolean isHalf(String text) {
      return Word.isWord(text) && text.indexOf(':') < 0;
    }

    static Entry allOf(String type) {
      return new Entry(type, ANY);
    }

    /**
     * Reads the text of an entry.
     *
     * @param resourceTypes the types that exist, besides {@code *}
     * @throws IllegalArgumentException with the contract's text (section 4.3, step 1)
     */
    public static Entry parse(String text, Set<String> resourceTypes) {
      String[] parts = text.split(":", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw new IllegalArgumentException(
            "invalid allow_list entry \"" + TokenText.redact(text) + "\": want <type>:<id>");
      }
      String type = parts[0];
      String id = parts[1];
      if (!type.equals(ANY) && !resourceTypes.contains(type)) {
        throw new IllegalArgumentException(
            "unknown resource type \"" + TokenText.redact(type) + "\"");
      }
      return new Entry(type, id.equals(ANY) ? ANY : canonicalUuid(type, id));
    }

    boolean isWildcard() {
      return id.equals(ANY);
    }

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return type + ":" + id;
    }

    private static String canonicalUuid(String type, String id) {
      return UuidText.parse(id)
          .map(UUID::toString)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "invalid " + type + " ID (must be UUID): \"" + TokenText.redact(id) + "\""));
    }
  }
}
