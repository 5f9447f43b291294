package dev.latchkey.http;

import dev.latchkey.core.usecase.SearchAudit;
import dev.latchkey.core.user.UuidText;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a list is asked for (contract section 7.3).
 *
 * @param offset how many to pass over, 0 or more
 * @param limit how many to give at most, 1 to {@link SearchAudit#MAX_LIMIT}
 */
record Paging(int offset, int limit) {

  /**
   * Reads {@code limit}, {@code offset} and {@code after_id}. Clients of the contract send the
   * last, and it selects nothing, there as here.
   *
   * @throws RefusedException if any of them is not what it must be; all that are wrong are told
   */
  static Paging of(Query query) {
    List<ValidationJson> wrong = new ArrayList<>();
    int limit = number(query, "limit", SearchAudit.MAX_LIMIT, wrong);
    int offset = number(query, "offset", Integer.MAX_VALUE, wrong);
    checkUuid(query, "after_id", wrong);
    if (!wrong.isEmpty()) {
      throw new RefusedException(
          Answer.json(400, new ErrorJson("Query parameters have invalid values.", null, wrong)));
    }
    return new Paging(offset, limit == 0 ? SearchAudit.DEFAULT_LIMIT : limit);
  }

  private static int number(Query query, String name, int maximum, List<ValidationJson> wrong) {
    String text = query.get(name);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, like a number that is out of range.
    }
    wrong.add(
        new ValidationJson(
            name, "Query param \"%s\" must be a number from 0 to %s".formatted(name, maximum)));
    return 0;
  }

  private static void checkUuid(Query query, String name, List<ValidationJson> wrong) {
    String text = query.get(name);
    if (!text.isEmpty() && UuidText.parse(text).isEmpty()) {
      wrong.add(new ValidationJson(name, "Query param \"" + name + "\" must be a valid UUID"));
    }
  }
}
