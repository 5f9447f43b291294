package dev.latchkey.core.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a secret: all that is ever stored of it. It compares in constant time, and its
 * text shows nothing because an offline attacker would want it. Immutable and thread-safe.
 */
public final class HashedSecret {

  private static final int LENGTH = 32;

  // In the path of every request: to make one each time takes as long as the hash itself.
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(HashedSecret::sha256);

  // Numbers in place of an array: a node remembers a million of these, and compares one for each
  // request.
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private HashedSecret(ByteBuffer sha256) {
    first = sha256.getLong();
    second = sha256.getLong();
    third = sha256.getLong();
    fourth = sha256.getLong();
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
    return new HashedSecret(ByteBuffer.wrap(sha256));
  }

  /**
   * Hashes what is behind the id and the hyphen of a token.
   *
   * @param token begins with both
   */
  static HashedSecret ofSecretIn(String token) {
    byte[] octets = token.getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = SHA_256.get();
    // An error may have kept this thread from ending what it began.
    digest.reset();
    digest.update(octets, KeyId.LENGTH + 1, octets.length - KeyId.LENGTH - 1);
    return ofBytes(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  /** The 32 bytes to store, as a copy. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** Compares in constant time: every bit is looked at, and there is one decision at the end. */
  public boolean matches(HashedSecret other) {
    long difference =
        (first ^ other.first)
            | (second ^ other.second)
            | (third ^ other.third)
            | (fourth ^ other.fourth);
    return difference == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashedSecret secret && matches(secret);
  }

  // All bits of a hash are as good as any others.
  @Override
  public int hashCode() {
    return (int) first;
  }

  @Override
  public String toString() {
    return "HashedSecret(****)";
  }
}
