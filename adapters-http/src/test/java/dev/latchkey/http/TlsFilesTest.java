package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the files for TLS, and what is said about it. */
class TlsFilesTest {

  @TempDir static Path keystores;

  private static TestCertificate rsa;
  private static TestCertificate ec;
  private static TestCertificate signed;

  @TempDir Path folder;

  private Path certificate;
  private Path key;

  @BeforeAll
  static void createCertificates() {
    rsa = TestCertificate.create(keystores, "rsa", "RSA");
    ec = TestCertificate.create(keystores, "ec", "EC");
    signed = TestCertificate.createSigned(keystores, "signed");
  }

  @BeforeEach
  void nameFiles() {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
  }

  @Test
  void givenFilesInOrder_whenRead_thenThereIsNoProblem() throws IOException {
    for (TestCertificate each :
        List.of(rsa, ec, signed, TestCertificate.create(keystores, "ed", "Ed25519"))) {
      assertThat(problem(each.chainPem(), each.keyPem())).isEmpty();
    }
  }

  @Test
  void givenOneFileForBoth_whenRead_thenThereIsNoProblem() throws IOException {
    String both =
        "The key of the shop:\r\n" + rsa.keyPem() + "\nits certificate:\n" + rsa.chainPem();

    assertThat(problem(both, both)).isEmpty();
  }

  @Test
  void givenNoFile_whenRead_thenItIsNamed() throws IOException {
    assertThat(new TlsFiles(certificate, key).problem())
        .contains("cannot read " + certificate + ": NoSuchFileException");
  }

  @Test
  void givenAFileWithoutWhatItIsFor_whenRead_thenItIsSaidWhatIsExpected() throws IOException {
    assertThat(problem("", rsa.keyPem()))
        .isEqualTo(certificate + " holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
    assertThat(problem(rsa.chainPem(), rsa.chainPem()))
        .isEqualTo(key + " holds no private key (expected: -----BEGIN PRIVATE KEY-----)");
  }

  @Test
  void givenAKeyOfAnotherCertificate_whenRead_thenItIsSaid() throws IOException {
    TestCertificate other = TestCertificate.create(keystores, "other", "EC");
    for (TestCertificate wrong : List.of(other, rsa)) {
      assertThat(problem(ec.chainPem(), wrong.keyPem()))
          .isEqualTo(key + " is not the key of the first certificate in " + certificate);
    }
  }

  @Test
  void givenAKeyInAnOlderForm_whenRead_thenTheCommandThatConvertsItIsTold() throws IOException {
    String command = "; convert it with: openssl pkey -in '" + key + "' -out NEW.pem";

    assertThat(problem(rsa.chainPem(), TestCertificate.pem("RSA PRIVATE KEY", new byte[100])))
        .isEqualTo(key + " holds an RSA PRIVATE KEY, which is not PKCS#8" + command);
    assertThat(problem(ec.chainPem(), TestCertificate.pem("EC PRIVATE KEY", new byte[100])))
        .isEqualTo(key + " holds an EC PRIVATE KEY, which is not PKCS#8" + command);
  }

  @Test
  void givenAnEncryptedKey_whenRead_thenTheCommandThatDecryptsItIsTold() throws IOException {
    String expected =
        key
            + " is encrypted, and nobody is there to ask for its password; convert it with: openssl"
            + " pkey -in '"
            + key
            + "' -out NEW.pem";

    assertThat(problem(rsa.chainPem(), TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[100])))
        .isEqualTo(expected);
    assertThat(
            problem(
                rsa.chainPem(),
                """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-256-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """))
        .isEqualTo(expected);
  }

  @Test
  void givenABrokenKey_whenRead_thenItIsSaidWithoutTheKey() throws IOException {
    assertThat(problem(rsa.chainPem(), TestCertificate.pem("PRIVATE KEY", new byte[100])))
        .isEqualTo(
            key + ": the private key is broken or of another kind (expected: RSA, EC or Ed25519)");
  }

  @Test
  void givenABrokenCertificate_whenRead_thenItIsSaid() throws IOException {
    assertThat(problem(TestCertificate.pem("CERTIFICATE", new byte[100]), rsa.keyPem()))
        .isEqualTo(certificate + ": a certificate in it is broken");
  }

  @Test
  void givenAChainOutOfOrder_whenRead_thenTheOrderIsTold() throws IOException {
    assertThat(problem(ec.chainPem() + rsa.chainPem(), ec.keyPem()))
        .isEqualTo(
            certificate
                + ": the chain is out of order (expected: the server's certificate, then each time"
                + " that of its issuer)");
  }

  private String problem(String certificatePem, String keyPem) throws IOException {
    Files.writeString(certificate, certificatePem);
    Files.writeString(key, keyPem);
    return new TlsFiles(certificate, key).problem().orElse("");
  }
}
