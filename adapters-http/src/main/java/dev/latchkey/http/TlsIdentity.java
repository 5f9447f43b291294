package dev.latchkey.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Who the server is to its TLS clients: a certificate, those behind it, and its key. Immutable. */
final class TlsIdentity {

  private static final char[] NO_PASSWORD = new char[0];

  private final String source;
  private final X509Certificate certificate;
  private final SSLContext context;

  private TlsIdentity(String source, X509Certificate certificate, SSLContext context) {
    this.source = source;
    this.certificate = certificate;
    this.context = context;
  }

  static TlsIdentity read(TlsFiles files) throws BadTlsFilesException {
    return read(files, null);
  }

  /** Reads the files; {@code before} itself if that is what is still in them. */
  static TlsIdentity read(TlsFiles files, @Nullable TlsIdentity before)
      throws BadTlsFilesException {
    String certificates = text(files.certificate());
    String key = text(files.key());
    String source = certificates + key;
    if (before != null && before.source.equals(source)) {
      return before;
    }
    List<X509Certificate> chain = chain(files.certificate(), certificates);
    PrivateKey privateKey = TlsKey.read(files.key(), key);
    try {
      if (!TlsKey.isPair(privateKey, chain.get(0).getPublicKey())) {
        throw new BadTlsFilesException(
            "%s is not the key of the first certificate in %s"
                .formatted(files.key(), files.certificate()));
      }
      return new TlsIdentity(source, chain.get(0), context(chain, privateKey));
    } catch (KeyStoreException e) {
      throw new BadTlsFilesException(
          files.certificate()
              + ": the chain is out of order (expected: the server's certificate, then each time"
              + " that of its issuer)",
          e);
    } catch (GeneralSecurityException | IOException e) {
      throw new BadTlsFilesException(
          "the JDK can't use %s with %s: %s"
              .formatted(files.certificate(), files.key(), e.getMessage()),
          e);
    }
  }

  SSLContext context() {
    return context;
  }

  X509Certificate certificate() {
    return certificate;
  }

  private static String text(Path path) throws BadTlsFilesException {
    try {
      // PEM is ASCII; what else is in the file is for people.
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BadTlsFilesException(
          "cannot read %s: %s".formatted(path, e.getClass().getSimpleName()), e);
    }
  }

  private static List<X509Certificate> chain(Path path, String pem) throws BadTlsFilesException {
    List<X509Certificate> chain = new ArrayList<>();
    for (PemBlock block : PemBlock.of(pem)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(certificate(path, block));
      }
    }
    if (chain.isEmpty()) {
      throw new BadTlsFilesException(
          path + " holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
    }
    return chain;
  }

  private static X509Certificate certificate(Path path, PemBlock block)
      throws BadTlsFilesException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new BadTlsFilesException(path + ": a certificate in it is broken", e);
    }
  }

  private static SSLContext context(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
