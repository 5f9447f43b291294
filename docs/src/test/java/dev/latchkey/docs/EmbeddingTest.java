package dev.latchkey.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows to a product that embeds Latchkey. */
class EmbeddingTest {

  @Test
  void givenAnEmptyFile_whenAKeyIsIssuedAndExpired_thenItVerifiesBeforeAndNotAfter(
      @TempDir Path directory) {
    Path file = directory.resolve("keys.db");
    // tag::embedding[]
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.sqlite(file)).build()) {
      Caller billing = Caller.system("billing"); // who does it, for the audit trail
      User ada = latchkey.createUser().execute(billing, NewUser.member("ada"));
      IssuedKey issued = latchkey.createKey().execute(billing, ada.id(), NewToken.named("ci"));
      String token = issued.plaintext().reveal(); // hand it to Ada: it is never seen again

      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
      latchkey.expireKey().execute(billing, issued.key().id());
      assertThat(latchkey.verifyKey().execute(token).isValid()).isFalse();
    }
    // end::embedding[]
  }
}
