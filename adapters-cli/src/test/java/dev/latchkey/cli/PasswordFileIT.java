package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password of a PostgreSQL database, which never stands on a command line. */
class PasswordFileIT {

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int IN_CLEAR = 3;

  @TempDir Path folder;

  private final CompletableFuture<String> password = new CompletableFuture<>();
  private ServerSocket database;

  @BeforeEach
  void startADatabaseThatWantsAPassword() throws IOException {
    database = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "database");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    database.close();
  }

  @Test
  void givenAPasswordFileInTheEnvironment_whenTheDatabaseAsks_thenItGetsThePassword()
      throws Exception {
    Path file = folder.resolve("pgpass");
    Files.writeString(
        file, "127.0.0.1:%s:keys:latchkey:open sesame%n".formatted(database.getLocalPort()));

    Distribution person =
        new Distribution(folder.resolve("home"), Map.of("PGPASSFILE", file.toString()));
    person.run("tokens", "list", "--db", url());

    assertThat(password.get(1, TimeUnit.SECONDS)).isEqualTo("open sesame");
  }

  @Test
  void givenNoPasswordFile_whenTheDatabaseAsks_thenTheErrorSaysWhereThePasswordIsReadFrom()
      throws Exception {
    Map<String, String> none = Map.of("PGPASSFILE", folder.resolve("none").toString());
    Result result =
        new Distribution(folder.resolve("home"), none).run("tokens", "list", "--db", url());

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNREACHABLE.number());
    assertThat(result.err()).contains("the file that PGPASSFILE names, else from ~/.pgpass");
    assertThat(password).isNotDone();
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%s/keys?user=latchkey".formatted(database.getLocalPort());
  }

  private void accept() {
    while (!database.isClosed()) {
      try (Socket client = database.accept()) {
        ask(client);
      } catch (IOException e) {
        // The client is gone, or the test is over.
      }
    }
  }

  /** The beginning of the protocol, up to the password. */
  private void ask(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    int length = in.readInt();
    int code = in.readInt();
    while (code == SSL_REQUEST || code == GSS_REQUEST) {
      out.writeByte('N');
      length = in.readInt();
      code = in.readInt();
    }
    in.readNBytes(length - 2 * Integer.BYTES);
    out.writeByte('R');
    out.writeInt(2 * Integer.BYTES);
    out.writeInt(IN_CLEAR);
    in.readByte();
    byte[] answer = in.readNBytes(in.readInt() - Integer.BYTES);
    password.complete(new String(answer, 0, answer.length - 1, StandardCharsets.UTF_8));
  }
}
