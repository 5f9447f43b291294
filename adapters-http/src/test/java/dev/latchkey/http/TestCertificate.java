package dev.latchkey.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A certificate for this machine and its key, made by the JDK's keytool. */
record TestCertificate(List<Certificate> chain, Key key) {

  private static final String PASSWORD = "password";
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /**
   * Makes one that nobody else has signed.
   *
   * @param algorithm RSA, EC or Ed25519
   * @param options more of keytool's
   */
  static TestCertificate create(Path folder, String name, String algorithm, String... options) {
    Path store = folder.resolve(name + ".p12");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-genkeypair", "-alias", "it", "-keyalg", algorithm));
    arguments.addAll(List.of("-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1"));
    arguments.addAll(List.of(options));
    keytool(store, arguments);
    return read(store);
  }

  /** Makes one that a new authority has signed, which is the last of the chain. */
  static TestCertificate createSigned(Path folder, String name) {
    Path authority = folder.resolve("authority.p12");
    keytool(
        authority,
        List.of(
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=ca",
            "-ext",
            "bc=ca:true"));
    Path store = folder.resolve(name + ".p12");
    create(folder, name, "EC");
    Path request = folder.resolve("request");
    Path answer = folder.resolve("answer");
    keytool(store, List.of("-certreq", "-alias", "it", "-file", request.toString()));
    keytool(
        authority,
        List.of(
            "-gencert",
            "-alias",
            "it",
            "-rfc",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-infile",
            request.toString(),
            "-outfile",
            answer.toString()));
    try {
      String chain =
          Files.readString(answer) + pem("CERTIFICATE", encoded(read(authority).chain.get(0)));
      Files.writeString(answer, chain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    keytool(store, List.of("-importcert", "-noprompt", "-alias", "it", "-file", answer.toString()));
    return read(store);
  }

  /** The chain as a PEM file. */
  String chainPem() {
    return chain.stream()
        .map(each -> pem("CERTIFICATE", encoded(each)))
        .collect(Collectors.joining());
  }

  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, BASE64.encodeToString(content));
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static TestCertificate read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return new TestCertificate(
          Arrays.asList(store.getCertificateChain("it")),
          store.getKey("it", PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void keytool(Path store, List<String> arguments) {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        Stream.of(
                Stream.of(keytool.toString()),
                arguments.stream(),
                Stream.of("-keystore", store.toString(), "-storepass", PASSWORD))
            .flatMap(each -> each)
            .toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
