package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.usecase.SearchAudit;
import dev.latchkey.core.user.UuidText;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.util.ArrayList;
import java.util.List;

/** The endpoint for the audit trail (contract section 7.3). */
final class AuditEndpoints {

  private final Latchkey latchkey;

  AuditEndpoints(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  Answer search(Call call) {
    Query query = call.query();
    List<ValidationJson> wrong = new ArrayList<>();
    int limit = number(query, "limit", SearchAudit.MAX_LIMIT, wrong);
    int offset = number(query, "offset", Integer.MAX_VALUE, wrong);
    checkUuid(query, "after_id", wrong);
    if (!wrong.isEmpty()) {
      throw new RefusedException(
          Answer.json(400, new ErrorJson("Query parameters have invalid values.", null, wrong)));
    }
    Filter filter = AuditSearch.parse(query.get("q"));
    int pageSize = limit == 0 ? SearchAudit.DEFAULT_LIMIT : limit;
    return Answer.json(
        200,
        AuditPageJson.from(
            latchkey.searchAudit().execute(call.caller(), filter, offset, pageSize)));
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
            name, "Query param \"%s\" must be a number from 0 to %d".formatted(name, maximum)));
    return 0;
  }

  // Clients of the contract send it and it selects nothing, there as here.
  private static void checkUuid(Query query, String name, List<ValidationJson> wrong) {
    String text = query.get(name);
    if (text.isEmpty() || UuidText.parse(text).isPresent()) {
      return;
    }
    wrong.add(new ValidationJson(name, "Query param \"" + name + "\" must be a valid UUID"));
  }
}
