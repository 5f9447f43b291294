package dev.latchkey.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The PEM files for TLS. They are read when the server starts, and again when they change.
 *
 * @param certificate the certificate of the server, and those that lead from it to its authority
 * @param key the private key of the certificate: PKCS#8, not encrypted, RSA, EC or Ed25519. It may
 *     be in the same file
 */
public record TlsFiles(Path certificate, Path key) {

  /** Names the files. */
  public TlsFiles {
    requireNonNull(certificate, "certificate is null");
    requireNonNull(key, "key is null");
  }

  /** What a server could not start with; empty if the files are in order now. */
  public Optional<String> problem() {
    try {
      TlsIdentity unused = TlsIdentity.read(this);
      return Optional.empty();
    } catch (BadTlsFilesException e) {
      return Optional.of(e.getMessage());
    }
  }
}
