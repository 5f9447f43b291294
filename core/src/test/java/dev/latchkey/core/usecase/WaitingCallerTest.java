package dev.latchkey.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A key that ends while the request that it came with waits for the database. */
final class WaitingCallerTest {

  private static final Duration LEFT = Duration.ofSeconds(1);

  private final Site site = Site.over(new InMemoryKeyStore());
  private final User owner = site.siteOwner("maria");
  private final KeyHolder caller =
      Fixtures.holder(
          owner, site.key(Fixtures.aSessionKey(owner).endingAt(Fixtures.NOW.plus(LEFT)).build()));
  private final AtomicInteger looks = new AtomicInteger();
  private final Latchkey latchkey = Latchkey.on(site.store()).clock(this::later).build();

  @Test
  void givenAKeyThatEndsWhileItWaits_whenItMakesAKey_thenItMakesNone() {
    assertThatThrownBy(() -> latchkey.createKey().execute(caller, owner.id(), new NewSessionKey()))
        .isInstanceOf(Forbidden.class);

    assertThat(site.audit()).isEmpty();
  }

  @Test
  void givenAKeyThatEndsWhileItWaits_whenItMakesAUser_thenItMakesNone() {
    assertThatThrownBy(() -> latchkey.createUser().execute(caller, NewUser.member("otto")))
        .isInstanceOf(Forbidden.class);

    assertThat(site.audit()).isEmpty();
  }

  /** Each look at the clock is later than the one before by more than the key has left. */
  private Instant later() {
    return Fixtures.NOW.plus(LEFT.multipliedBy(2L * looks.getAndIncrement()));
  }
}
