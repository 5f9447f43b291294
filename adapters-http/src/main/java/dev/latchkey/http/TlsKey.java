package dev.latchkey.http;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;

/** Reads the private key of a certificate from PEM. */
final class TlsKey {

  private static final String PKCS8 = "PRIVATE KEY";

  // Which signature shows that a key is the other half of a public one.
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private TlsKey() {}

  /**
   * @param path where {@code pem} is from, for what is wrong with it
   */
  static PrivateKey read(Path path, String pem) throws BadTlsFilesException {
    PemBlock block =
        PemBlock.of(pem).stream()
            .filter(each -> each.label().endsWith(PKCS8))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadTlsFilesException(
                        path + " holds no private key (expected: -----BEGIN PRIVATE KEY-----)"));
    if (block.text().contains("ENCRYPTED") || block.label().equals("ENCRYPTED " + PKCS8)) {
      throw unusable(path, "is encrypted, and nobody is there to ask for its password");
    }
    if (!block.label().equals(PKCS8)) {
      throw unusable(path, "holds an " + block.label() + ", which is not PKCS#8");
    }
    return decode(path, block);
  }

  /** Whether one key opens what the other one closes. */
  static boolean isPair(PrivateKey key, PublicKey other) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(other.getAlgorithm())) {
      return false;
    }
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(other);
    signature.update(text);
    return signature.verify(signed);
  }

  private static PrivateKey decode(Path path, PemBlock block) throws BadTlsFilesException {
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(block.content());
    } catch (IllegalArgumentException e) {
      throw new BadTlsFilesException(path + ": the private key is not base64", e);
    }
    for (String algorithm : SIGNATURES.keySet()) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException another) {
        // Tried as the next one.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + algorithm, e);
      }
    }
    throw new BadTlsFilesException(
        path + ": the private key is broken or of another kind (expected: RSA, EC or Ed25519)");
  }

  private static BadTlsFilesException unusable(Path path, String why) {
    return new BadTlsFilesException(
        "%s %s; convert it with: openssl pkey -in '%s' -out NEW.pem".formatted(path, why, path));
  }
}
