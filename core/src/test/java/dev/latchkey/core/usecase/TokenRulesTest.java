package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.usecase.TokenRules.Checked;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenRulesTest {

  private final TokenRules rules = new TokenRules(new ContractScopes(), Lifetimes.DEFAULT);
  private final User maria = member("maria");

  @Test
  void givenARequestForNothingSpecial_whenChecked_thenDefaultsAreLeftToBeChosen() {
    for (NewToken request :
        List.of(
            new NewToken(null, null, List.of(), List.of()),
            new NewToken("", Duration.ZERO, List.of(), List.of()))) {
      Checked checked = rules.check(request, maria);

      assertThat(checked.name()).isNull();
      assertThat(checked.lifetime()).isNull();
      assertThat(checked.scopes()).containsExactly(Scope.ALL);
      assertThat(checked.allowList()).isEqualTo(AllowList.EVERYTHING);
    }
  }

  @Test
  void givenTheMaximumOfTheOwner_whenAskedForExactlyThat_thenItIsGranted() {
    Duration week = Duration.ofDays(7);

    assertThat(rules.check(lasting(week), siteOwner("root")).lifetime()).isEqualTo(week);
    assertThat(violations(lasting(week.plusNanos(1)), siteOwner("root")))
        .containsExactly(new Violation("lifetime", "lifetime must be less than 168h0m0s"));
    assertThat(violations(lasting(Duration.ofNanos(Long.MAX_VALUE)), maria))
        .containsExactly(new Violation("lifetime", "lifetime must be less than 876600h0m0s"));
  }

  @Test
  void givenANegativeLifetime_whenChecked_thenTheContractsWordsSaySo() {
    assertThat(violations(lasting(Duration.ofNanos(-1)), maria))
        .containsExactly(
            new Violation("lifetime", "lifetime must be positive number greater than 0"));
  }

  @Test
  void givenAnAllowListOverTheLimit_whenChecked_thenTheNormalisedSizeCounts() {
    List<String> many = IntStream.range(0, 129).mapToObj(i -> "user:" + new UUID(0, i)).toList();

    assertThat(violations(new NewToken(null, null, List.of(), many), maria))
        .containsExactly(
            new Violation("allow_list", "allow_list has 129 entries; max allowed is 128"));
    assertThat(
            rules
                .check(new NewToken(null, null, List.of(), many.subList(0, 128)), maria)
                .allowList()
                .entries())
        .hasSize(128);
  }

  @Test
  void givenATokenInAWrongField_whenChecked_thenItsSecretIsNotRepeated() {
    String secret = "aB3dE6gH9jK2mN5pQ8sT1v";
    String token = "a1B2c3D4e5-" + secret;
    NewToken mixedUp =
        new NewToken(
            null,
            null,
            List.of(token, secret),
            List.of(token, token + ":*", "user:" + token, "user:" + secret));

    assertThat(violations(mixedUp, maria))
        .extracting(Violation::detail)
        .hasSize(6)
        .allSatisfy(detail -> assertThat(detail).contains("****").doesNotContain(secret))
        .contains("invalid or unsupported API key scope: \"a1B2c3D4e5-****\"");
  }

  private List<Violation> violations(NewToken request, User owner) {
    return catchThrowableOfType(Invalid.class, () -> rules.check(request, owner)).violations();
  }

  private static NewToken lasting(Duration lifetime) {
    return NewToken.named("ci").lasting(lifetime);
  }
}
