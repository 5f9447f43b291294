package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;

/** Looks up any number of ids, many in one statement. */
final class KeyIdLookUp {

  // A statement may bind each id twice, and SQLite takes no more than 32,766 values.
  private static final int IDS_AT_ONCE = 500;

  private KeyIdLookUp() {}

  /**
   * Those of {@code ids} that {@code sql} finds.
   *
   * @param sql selects {@code id} of what is in {@code (<ids>)}
   */
  static Set<KeyId> find(Handle handle, String sql, Collection<KeyId> ids) {
    List<String> values = ids.stream().map(KeyId::value).distinct().toList();
    Set<KeyId> found = new HashSet<>();
    for (int from = 0; from < values.size(); from += IDS_AT_ONCE) {
      List<String> some = values.subList(from, Math.min(from + IDS_AT_ONCE, values.size()));
      handle
          .createQuery(sql)
          // Writes as many question marks as there are ids.
          .setTemplateEngine(new DefinedAttributeTemplateEngine())
          .bindList("ids", some)
          .map((row, context) -> new KeyId(row.getString("id")))
          .forEach(found::add);
    }
    return found;
  }
}
