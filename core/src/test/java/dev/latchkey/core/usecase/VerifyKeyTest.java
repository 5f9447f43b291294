package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.SettableClock;
import dev.latchkey.core.user.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VerifyKeyTest {

  @Test
  void givenWhatCannotBeAToken_whenVerified_thenTheDatabaseIsNotAsked() {
    KeyDirectory directory = mock(KeyDirectory.class);
    SettableClock clock = SettableClock.at(Fixtures.NOW);
    try (UsageRecorder usage = new UsageRecorder(mock(UsagePort.class), clock)) {
      VerifyKey verifyKey =
          new VerifyKey(directory, new ContractScopes(), usage, new Activity(), clock);

      for (String text : new String[] {"", "-", "abc", "x".repeat(10_000), "\0-\0"}) {
        assertThat(verifyKey.execute(text).isValid()).isFalse();
      }
    }
    verifyNoInteractions(directory);
  }

  @Test
  void givenAScopeThatPermitsNothingHere_whenWanted_thenOnlyItsOwnNameOrAKeyForEverythingWillDo() {
    User maria = Fixtures.member("maria");
    ApiKey named = aToken(maria).id("billing001").scopes("billing").build();
    ApiKey all = aToken(maria).id("everything").scopes("coder:all").build();
    ApiKey other = aToken(maria).id("shipping01").scopes("shipping").build();
    Map<KeyId, ApiKey> keys = Map.of(named.id(), named, all.id(), all, other.id(), other);
    KeyDirectory directory = id -> Optional.of(new Listing(keys.get(id), maria));
    SettableClock clock = SettableClock.at(Fixtures.NOW);
    try (UsageRecorder usage = new UsageRecorder(mock(UsagePort.class), clock)) {
      VerifyKey verifyKey = new VerifyKey(directory, new Words(), usage, new Activity(), clock);
      String secret = "-" + "s".repeat(22);

      assertThat(verifyKey.execute(named.id() + secret, "", "billing").isValid()).isTrue();
      assertThat(verifyKey.execute(all.id() + secret, "", "billing").isValid()).isTrue();
      assertThat(verifyKey.execute(other.id() + secret, "", "billing").isValid()).isFalse();
    }
  }

  @Test
  void givenATokenInPlaceOfAScope_whenVerified_thenItsSecretIsNotRepeated() {
    String secret = "aB3dE6gH9jK2mN5pQ8sT1v";
    String token = "a1B2c3D4e5-" + secret;
    SettableClock clock = SettableClock.at(Fixtures.NOW);
    try (UsageRecorder usage = new UsageRecorder(mock(UsagePort.class), clock)) {
      VerifyKey verifyKey =
          new VerifyKey(
              mock(KeyDirectory.class), new ContractScopes(), usage, new Activity(), clock);

      assertThatThrownBy(() -> verifyKey.execute(token, "", token))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("\"a1B2c3D4e5-****\"")
          .hasMessageNotContaining(secret);
    }
  }

  /** A host's scopes that mean nothing to Latchkey itself. */
  private static final class Words implements ScopeCatalog {

    @Override
    public Optional<Scope> find(String name) {
      return Optional.of(new Scope(name));
    }

    @Override
    public PermissionSet permissionsOf(Scope scope) {
      return scope.equals(Scope.ALL) ? PermissionSet.ALL : PermissionSet.NONE;
    }

    @Override
    public Set<String> resourceTypes() {
      return Set.of();
    }
  }
}
