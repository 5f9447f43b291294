package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KeyMemoryTest {

  private static final int USERS = 1_000;
  private static final int ROUNDS = 50;

  private final KeyMemory memory = new KeyMemory(USERS);
  private final List<Listing> listings = IntStream.range(0, USERS).mapToObj(this::listing).toList();

  private Listing listing(int number) {
    User user = member("user" + number);
    ApiKey key = aToken(user).id(String.format(Locale.ROOT, "%010d", number)).build();
    return new Listing(key, user);
  }

  /** Such as the one who changed a user, and the feed that tells of it. */
  @Test
  void
      givenKeysOfUsers_whenTwoForgetTheUsersAtOnce_thenNeitherHasDoneSoBeforeTheKeysAreForgotten() {
    assertForgotten(known -> memory.forget(known.user().id()));
  }

  @Test
  void givenKeys_whenTwoForgetThemAtOnce_thenNeitherHasDoneSoBeforeTheyAreForgotten() {
    assertForgotten(known -> memory.forget(known.key().id()));
  }

  private void assertForgotten(Consumer<Listing> forget) {
    for (int round = 0; round < ROUNDS; round++) {
      listings.forEach(known -> memory.remember(known.key().id(), known, memory.mark()));

      List<Long> remembered = Race.of(2, () -> forgetAndCountTheRemembered(forget));

      assertThat(remembered).as("round %s", round).containsExactly(0L, 0L);
    }
  }

  private long forgetAndCountTheRemembered(Consumer<Listing> forget) {
    return listings.stream()
        .peek(forget)
        .filter(known -> memory.find(known.key().id(), look()) != null)
        .count();
  }

  private static Lease.Look look() {
    return new Lease.Look(System.nanoTime(), 1);
  }
}
