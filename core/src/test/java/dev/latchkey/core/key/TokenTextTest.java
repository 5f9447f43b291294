package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TokenTextTest {

  private static final String TOKEN = "0123456789-aB3dE6gH9jK2mN5pQ8sT1v";
  private static final String ID = TOKEN.substring(0, KeyId.LENGTH);
  private static final String SECRET = TOKEN.substring(KeyId.LENGTH + 1);

  @Test
  void givenATextWithAToken_whenLookedThrough_thenItIsFound() {
    assertThat(TokenText.isIn(TOKEN)).isTrue();
    assertThat(TokenText.isIn("my " + TOKEN + "!")).isTrue();
  }

  @Test
  void givenATextThatOnlyResemblesAToken_whenLookedThrough_thenNothingIsFound() {
    assertThat(TokenText.isIn("production-kubernetesdeployer")).isFalse();
    assertThat(TokenText.isIn(TOKEN + "x")).isFalse();
    assertThat(TokenText.isIn(ID)).isFalse();
    assertThat(TokenText.isIn("f47ac10b-58cc-4372-a567-0e02b2c3d479")).isFalse();
  }

  @Test
  void givenATextWithTokens_whenRedacted_thenTheirIdsStayAndNoSecretDoes() {
    String text = "/a/" + TOKEN + "/b?c=" + TOKEN;

    assertThat(TokenText.redact(text)).isEqualTo("/a/" + ID + "-****/b?c=" + ID + "-****");
    assertThat(TokenText.redact(TOKEN.replace("-", "%2D"))).isEqualTo(ID + "-****");
  }

  @Test
  void givenADamagedToken_whenRedacted_thenNoneOfItsSecretStays() {
    assertThat(TokenText.redact(ID + "-" + SECRET.substring(4))).isEqualTo(ID + "-****");
    assertThat(TokenText.redact(TOKEN + "xyz")).isEqualTo(ID + "-****");
  }

  @Test
  void givenATextWithoutAToken_whenRedacted_thenItStays() {
    String text = "GET /api/v2/users/f47ac10b-58cc-4372-a567-0e02b2c3d479/keys/ABCDEFGHIJ";

    assertThat(TokenText.redact(text)).isEqualTo(text);
  }

  @Test
  void givenASecretWithoutItsId_whenRedacted_thenItIsTakenOut() {
    assertThat(TokenText.redact("/tokens/" + SECRET)).isEqualTo("/tokens/****");
    assertThat(TokenText.resemblesSecret(ID + "_" + SECRET)).isTrue();
    assertThat(TokenText.resemblesSecret("production-kubernetesdeployer")).isFalse();
  }

  @Test
  void givenNamesThatPeopleGive_whenLookedThrough_thenNoneIsTakenForASecret() {
    for (String name :
        List.of(
            "BuildServer42Deploy",
            "production-Kubernetes2Frankfurt",
            "ProductionDeploy2Europe",
            "2026-11-26T0915Backup",
            "gitlabRunner01Frankfurt",
            "JenkinsAgent17Build")) {
      assertThat(TokenText.resemblesSecret(name)).as(name).isFalse();
      assertThat(TokenText.idOf(name)).as(name).isEmpty();
    }
  }

  @Test
  void givenHashesOfCommitsAndBareUuids_whenLookedThrough_thenNoneIsTakenForASecret() {
    for (String name :
        List.of(
            "3f9d2a7b1c8e4f6a0b5d3c9e7f1a2b4c6d8e0f1a",
            "3F9D2A7B1C8E4F6A0B5D3C9E7F1A2B4C6D8E0F1A",
            "f4a7c10b58c4c372a5e70e02b2c3d479")) {
      assertThat(TokenText.resemblesSecret(name)).as(name).isFalse();
      assertThat(TokenText.redact(name)).isEqualTo(name);
    }
  }

  @Test
  void givenASecretThatHasNoDigit_whenRedacted_thenItIsTakenOutAsItIsRefused() {
    String secret = "aBcDefGhIJkLmNOpqRsTuV";

    assertThat(TokenText.resemblesSecret(secret)).isTrue();
    assertThat(TokenText.redact("/tokens/" + secret)).isEqualTo("/tokens/****");
  }

  @Test
  void givenTokensThatLackAFewLetters_whenLookedThrough_thenNearlyAllAreTakenForOne()
      throws NoSuchAlgorithmException {
    long seed = System.nanoTime();
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(seed);

    long taken =
        Stream.generate(() -> PlaintextKey.generate(random).reveal())
            .limit(1_000)
            .map(token -> token.substring(0, token.length() - random.nextInt(4)))
            .filter(token -> TokenText.idOf(token).isPresent())
            .count();

    assertThat(taken).as("seed " + seed).isGreaterThan(850);
  }

  @Test
  void givenAName_whenItOnlyHasTheShapeOfADamagedToken_thenItStays() {
    assertThat(TokenText.redact("kubernetes-productiondeployer"))
        .isEqualTo("kubernetes-productiondeployer");
    assertThat(TokenText.idOf("kubernetes-productiondeployer")).isEmpty();
    assertThat(TokenText.idOf(ID + "-" + SECRET.substring(1))).contains(new KeyId(ID));
    assertThat(TokenText.idOf(TOKEN)).contains(new KeyId(ID));
  }
}
