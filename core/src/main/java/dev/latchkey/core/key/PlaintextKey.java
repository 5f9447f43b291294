package dev.latchkey.core.key;

import java.security.SecureRandom;

/**
 * A full token, {@code <id>-<secret>}, in clear (contract section 1). It exists only between a
 * request and its answer. There is one way to read it, {@link #reveal()}, so that every place that
 * does can be found by searching for that word. It has no {@code equals} or {@code hashCode}, and
 * its text shows the id only. Immutable and thread-safe.
 */
public final class PlaintextKey {

  /** How many characters the secret has. */
  public static final int SECRET_LENGTH = 22;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final KeyId id;
  private final String token;

  private PlaintextKey(KeyId id, String token) {
    this.id = id;
    this.token = token;
  }

  /** Makes a new token, every character uniformly random. */
  public static PlaintextKey generate(SecureRandom random) {
    KeyId id = new KeyId(randomText(random, KeyId.LENGTH));
    return new PlaintextKey(id, id.value() + "-" + randomText(random, SECRET_LENGTH));
  }

  /**
   * Reads a token as a client presents it.
   *
   * @throws MalformedKeyException if {@code token} cannot be one; the message never repeats it
   */
  public static PlaintextKey parse(String token) {
    int hyphen = token.indexOf('-');
    if (hyphen < 0 || token.indexOf('-', hyphen + 1) >= 0) {
      throw MalformedKeyException.format(
          "incorrect amount of API key parts, expected 2 got " + token.split("-", -1).length);
    }
    if (hyphen != KeyId.LENGTH) {
      throw MalformedKeyException.format(
          "invalid API key ID length, expected " + KeyId.LENGTH + " got " + hyphen);
    }
    int secretLength = token.length() - hyphen - 1;
    if (secretLength != SECRET_LENGTH) {
      throw MalformedKeyException.format(
          "invalid API key secret length, expected " + SECRET_LENGTH + " got " + secretLength);
    }
    String id = token.substring(0, hyphen);
    if (!KeyId.isKeyId(id)) {
      // An id outside the alphabet was never issued, so the answer is that of an unknown key.
      throw MalformedKeyException.unknownId();
    }
    return new PlaintextKey(new KeyId(id), token);
  }

  /** The public half. */
  public KeyId id() {
    return id;
  }

  /** What is stored of the secret half, and compared on verification. */
  public HashedSecret hashedSecret() {
    return HashedSecret.ofSecretIn(token);
  }

  /** The full token in clear: for the one answer that issues it, and for nothing else. */
  public String reveal() {
    return token;
  }

  @Override
  public String toString() {
    return "PlaintextKey(" + id.value() + "-****)";
  }

  private static String randomText(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
