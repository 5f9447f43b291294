package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Every kind of search of the audit trail: by nothing, by each thing alone, and by all at once. */
final class EverySearch {

  private EverySearch() {}

  /** Each of them without a date, with one, and with other conditions behind it. */
  static List<Filter> filters(User user, ApiKey key) {
    List<Consumer<Filter.Builder>> conditions =
        List.of(
            filter -> {},
            filter -> filter.storedAfter(new UUID(0, 1)),
            filter -> filter.storedAfter(Filter.FIRST),
            filter -> filter.requestId(new UUID(0, 1)),
            filter -> filter.keyId(key.id()),
            filter -> filter.userId(user.id()),
            filter -> filter.target("ci"),
            filter -> filter.resourceType(ResourceType.USER),
            filter -> filter.resourceType(ResourceType.API_KEY),
            filter -> filter.actor("maria"),
            filter -> filter.username("maria"),
            filter -> filter.user(user),
            filter -> filter.action(AuditAction.CREATE),
            filter -> filter.action(AuditAction.EXPIRE));
    List<Filter> filters = new ArrayList<>();
    for (int first = 0; first < conditions.size(); first++) {
      List<Consumer<Filter.Builder>> alone = conditions.subList(first, first + 1);
      filters.add(filter(Filter.builder(), alone));
      filters.add(filter(Filter.builder().from(NOW).until(NOW), alone));
      // With those behind it, none of which may lead.
      filters.add(filter(Filter.builder(), conditions.subList(first, conditions.size())));
    }
    return filters;
  }

  private static Filter filter(Filter.Builder filter, List<Consumer<Filter.Builder>> conditions) {
    conditions.forEach(condition -> condition.accept(filter));
    return filter.build();
  }
}
