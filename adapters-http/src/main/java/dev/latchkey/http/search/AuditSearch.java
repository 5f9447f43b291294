package dev.latchkey.http.search;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.core.user.UuidText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads the search text of the audit trail (contract section 7.3). All that it says must hold for
 * an entry to be found, and what holds for none finds nothing.
 */
public final class AuditSearch {

  private static final String RESOURCE_TYPE = "resource_type";

  /** What every entry says its organization is. */
  private static final UUID NO_ORGANIZATION = new UUID(0, 0);

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final Map<String, Consumer<String>> readers = new LinkedHashMap<>();
  private final Filter.Builder filter = Filter.builder();
  private final SearchQuery query;
  private Optional<LocalDate> from = Optional.empty();
  private Optional<LocalDate> to = Optional.empty();
  private boolean findsNothing;

  private AuditSearch(String text, Caller caller) {
    readers.put("request_id", value -> uuid("request_id", value).ifPresent(filter::requestId));
    readers.put(
        "resource_id",
        value -> uuid("resource_id", value).map(UserId::new).ifPresent(filter::userId));
    readers.put("resource_target", filter::target);
    readers.put("username", value -> addUsername(value, caller));
    readers.put("actor", filter::actor);
    readers.put("key_id", this::addKeyId);
    readers.put(
        "stored_after", value -> uuid("stored_after", value).ifPresent(filter::storedAfter));
    readers.put("date_from", value -> from = date("date_from", value));
    readers.put("date_to", value -> to = date("date_to", value));
    readers.put(RESOURCE_TYPE, this::addResourceType);
    readers.put("action", this::addAction);
    readers.put("organization", this::addOrganization);
    // No user has an address here, and no entry a build.
    readers.put("email", value -> findsNothing = true);
    readers.put("build_reason", value -> findsNothing = true);
    query = new SearchQuery(text, readers.keySet());
  }

  /**
   * What {@code text} asks for.
   *
   * @param caller whom {@code username:me} means
   * @throws BadSearchException if there is anything in it that is not understood; all of it is told
   */
  public static Filter parse(String text, Caller caller) {
    AuditSearch search = new AuditSearch(text, caller);
    search.read();
    search.query.throwIfRefused("Invalid audit search query.");
    return search.findsNothing ? Filter.NOTHING : search.filter.build();
  }

  private void read() {
    // A word that stands alone is a resource type.
    query.words().forEach(this::addResourceType);
    if (query.words().size() > 1
        || (query.words().size() == 1 && !query.value(RESOURCE_TYPE).isEmpty())) {
      query.refuse(RESOURCE_TYPE, "Query param \"%s\" was provided more than once", RESOURCE_TYPE);
    }
    readers.forEach(
        (key, reader) -> {
          if (!query.value(key).isEmpty()) {
            reader.accept(query.value(key));
          }
        });
    addDates();
  }

  private void addUsername(String name, Caller caller) {
    if (lowerCase(name).equals(UserRef.ME) && caller instanceof Person person) {
      filter.user(person.user());
    } else {
      filter.username(name);
    }
  }

  private void addKeyId(String value) {
    if (KeyId.isKeyId(value)) {
      filter.keyId(new KeyId(value));
    } else {
      query.refuse("key_id", "\"%s\" is no key id: it must be 10 characters of 0-9A-Za-z", value);
    }
  }

  private void addResourceType(String word) {
    Optional<ResourceType> type = ResourceType.ofWireName(lowerCase(word));
    type.ifPresent(filter::resourceType);
    if (type.isEmpty()) {
      findsNothing = true;
      requireKnown(RESOURCE_TYPE, word, AuditWords.OTHER_RESOURCE_TYPES, "api_key and user");
    }
  }

  private void addAction(String word) {
    Optional<AuditAction> action = AuditAction.ofWireName(lowerCase(word));
    action.ifPresent(filter::action);
    if (action.isEmpty()) {
      findsNothing = true;
      requireKnown(
          "action",
          word,
          AuditWords.OTHER_ACTIONS,
          "create, write, expire, delete, purge and logout");
    }
  }

  private void requireKnown(String key, String word, Set<String> others, String examples) {
    if (!others.contains(lowerCase(word))) {
      query.refuse(key, "\"%s\" is not a valid " + key + ": there are " + examples, word);
    }
  }

  private void addOrganization(String value) {
    if (!UuidText.parse(value).equals(Optional.of(NO_ORGANIZATION))) {
      findsNothing = true;
    }
  }

  // Both days are in, and the second one to its end. That they are given the wrong way round must
  // not look as if nothing had happened.
  private void addDates() {
    from.ifPresent(day -> filter.from(startOf(day)));
    to.ifPresent(day -> filter.until(startOf(day.plusDays(1))));
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      query.refuse(
          "date_to", "date_to must not be before date_from (got \"%s\")", to.get().toString());
    }
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private Optional<LocalDate> date(String key, String value) {
    try {
      if (DATE.matcher(value).matches()) {
        return Optional.of(LocalDate.parse(value));
      }
    } catch (DateTimeException e) {
      // Told below: it looks like a date, but there is no such day.
    }
    query.refuse(key, "\"%s\" is no date: it must be YYYY-MM-DD", value);
    return Optional.empty();
  }

  private Optional<UUID> uuid(String key, String value) {
    Optional<UUID> uuid = UuidText.parse(value);
    if (uuid.isEmpty()) {
      query.refuse(key, key + " must be a UUID (got \"%s\")", value);
    }
    return uuid;
  }

  private static String lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
