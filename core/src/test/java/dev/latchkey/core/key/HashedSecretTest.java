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
  void givenAHash_whenAnyBitDiffers_thenItDoesNotMatch() {
    HashedSecret hash = HashedSecret.of(SECRET);
    for (int bit = 0; bit < 256; bit++) {
      byte[] flipped = hash.toBytes();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(hash.matches(HashedSecret.ofBytes(flipped))).isFalse();
    }
    assertThat(hash.matches(HashedSecret.ofBytes(hash.toBytes()))).isTrue();
  }

  @Test
  void givenTheBytesOfAHash_whenTheyAreChanged_thenTheHashIsNot() {
    byte[] in = HashedSecret.of(SECRET).toBytes();
    HashedSecret hash = HashedSecret.ofBytes(in);
    in[0]++;
    hash.toBytes()[1]++;

    assertThat(hash.matches(HashedSecret.of(SECRET))).isTrue();
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
    assertThat(HashedSecret.of(SECRET)).hasToString("HashedSecret(****)");
  }

  @Test
  void givenTwoHashesOfOneSecret_whenCompared_thenTheyAreEqual() {
    assertThat(HashedSecret.of(SECRET))
        .isEqualTo(HashedSecret.of(SECRET))
        .hasSameHashCodeAs(HashedSecret.of(SECRET))
        .isNotEqualTo(HashedSecret.of("x".repeat(22)));
  }
}
