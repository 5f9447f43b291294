package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.http.search.AuditSearch;
import dev.latchkey.http.wire.AuditPageJson;

/** The endpoint for the audit trail (contract section 7.3). */
final class AuditEndpoints {

  private final Latchkey latchkey;

  AuditEndpoints(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  Answer search(Call call) {
    Paging paging = Paging.of(call.query());
    Filter filter = AuditSearch.parse(call.query().get("q"), call.caller());
    return Answer.json(
        200,
        AuditPageJson.from(
            latchkey
                .searchAudit()
                .execute(call.caller(), filter, paging.offset(), paging.limit())));
  }
}
