package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

final class HashedSecretTest {

  private static final String SECRET = "abcdefghijklmnopqrstuv";

  @Test
  void givenAToken_whenItsSecretIsHashed_thenItIsTheSha256OfTheSecretPartAlone()
      throws NoSuchAlgorithmException {
    byte[] expected =
        MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8));

    assertThat(PlaintextKey.parse("0123456789-" + SECRET).hashedSecret().toBytes())
        .isEqualTo(expected);
  }

  @Test
  void givenASecretOfLettersThatAreSeveralOctets_whenHashed_thenAllOfThemCount()
      throws NoSuchAlgorithmException {
    String secret = "\u00e4\u20ac".repeat(11);

    assertThat(hashOf(secret).toBytes())
        .isEqualTo(
            MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void givenAHash_whenAnyBitDiffers_thenItDoesNotMatch() {
    HashedSecret hash = hashOf(SECRET);
    for (int bit = 0; bit < 256; bit++) {
      byte[] flipped = hash.toBytes();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(hash.matches(HashedSecret.ofBytes(flipped))).isFalse();
    }
    assertThat(hash.matches(HashedSecret.ofBytes(hash.toBytes()))).isTrue();
  }

  @Test
  void givenTheBytesOfAHash_whenTheyAreChanged_thenTheHashIsNot() {
    byte[] in = hashOf(SECRET).toBytes();
    HashedSecret hash = HashedSecret.ofBytes(in);
    in[0]++;
    hash.toBytes()[1]++;

    assertThat(hash.matches(hashOf(SECRET))).isTrue();
  }

  @Test
  void givenAWrongNumberOfBytes_whenWrapped_thenTheLengthIsTold() {
    assertThatThrownBy(() -> HashedSecret.ofBytes(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a hashed secret has 32 bytes (got 31)");
    assertThatThrownBy(() -> HashedSecret.ofBytes(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenAHash_whenPrinted_thenItGivesNothingAway() {
    assertThat(hashOf(SECRET)).hasToString("HashedSecret(****)");
  }

  @Test
  void givenTwoHashesOfOneSecret_whenCompared_thenTheyAreEqual() {
    assertThat(hashOf(SECRET))
        .isEqualTo(hashOf(SECRET))
        .hasSameHashCodeAs(hashOf(SECRET))
        .isNotEqualTo(hashOf("x".repeat(22)));
  }

  private static HashedSecret hashOf(String secret) {
    return PlaintextKey.parse("0123456789-" + secret).hashedSecret();
  }
}
