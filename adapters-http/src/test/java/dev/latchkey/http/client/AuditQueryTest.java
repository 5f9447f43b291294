package dev.latchkey.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditQueryTest {

  @Test
  void givenAQuery_whenWritten_thenEveryValueStandsInQuotes() {
    AuditQuery query =
        AuditQuery.everything()
            .keyId("0123456789")
            .resourceTarget("a: b")
            .requestId(new UUID(0, 1))
            .storedAfter(new UUID(0, 2))
            .from(LocalDate.of(2026, 1, 2));

    assertThat(query)
        .hasToString(
            "key_id:\"0123456789\" resource_target:\"a: b\""
                + " request_id:\"00000000-0000-0000-0000-000000000001\""
                + " stored_after:\"00000000-0000-0000-0000-000000000002\""
                + " date_from:\"2026-01-02\"");
    assertThat(AuditQuery.everything()).hasToString("");
  }

  @Test
  void givenSomethingIsSaidTwice_whenWritten_thenTheLastCountsAndTheFirstQueryStays() {
    AuditQuery first = AuditQuery.everything().action("expire");

    assertThat(first.action("delete")).hasToString("action:\"delete\"");
    assertThat(first).hasToString("action:\"expire\"");
  }

  @Test
  void givenWhatTheLanguageCannotSay_whenAskedFor_thenItIsRefusedAndNotWidened() {
    for (String value : List.of("", " ", "a\"b")) {
      assertThatThrownBy(() -> AuditQuery.everything().actor(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("actor:");
    }
  }
}
