package dev.latchkey.http.wire;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Trusted;
import org.junit.jupiter.api.Test;

class AuditLogJsonTest {

  @Test
  void givenAPurgedKey_whenShown_thenThatIsSaidWithItsLastState() {
    Trusted system = Caller.system("purge");

    AuditLogJson shown =
        AuditLogJson.from(
            AuditEntry.keyPurged(
                aToken(member("maria")).build(), system.actor(), system.request(), NOW));

    assertThat(shown.action()).isEqualTo("purge");
    assertThat(shown.description()).isEqualTo("{user} purged token {target}");
    assertThat(shown.statusCode()).isEqualTo(204);
    assertThat(shown.diff()).containsKeys("user_id", "expires_at", "created_at");
  }
}
