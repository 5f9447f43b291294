package dev.latchkey.core.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 of a secret: all that is ever stored of it. It compares in constant time, and its
 * text shows nothing because an offline attacker would want it. Immutable and thread-safe.
 */
public final class HashedSecret {

  private static final int LENGTH = 32;

  private final byte[] sha256;

  private HashedSecret(byte[] sha256) {
    this.sha256 = sha256;
  }

  /**
   * Wraps a stored hash.
   *
   * @param sha256 32 bytes, copied
   * @throws IllegalArgumentException if there are not exactly 32 bytes
   */
  public static HashedSecret ofBytes(byte[] sha256) {
    if (sha256.length != LENGTH) {
      throw new IllegalArgumentException(
          "a hashed secret has " + LENGTH + " bytes (got " + sha256.length + ")");
    }
    return new HashedSecret(sha256.clone());
  }

  static HashedSecret of(String secret) {
    return new HashedSecret(newSha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** The 32 bytes to store, as a copy. */
  public byte[] toBytes() {
    return sha256.clone();
  }

  /** Compares in constant time. */
  public boolean matches(HashedSecret other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashedSecret secret && matches(secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return "HashedSecret(****)";
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
