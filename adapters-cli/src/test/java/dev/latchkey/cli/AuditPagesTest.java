package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading long lists page by page while others write, and while nobody reads any more. */
class AuditPagesTest {

  private static final Instant NOW = TestServer.NOW;

  @TempDir Path home;

  @Test
  void givenMoreNewEntriesThanAPageHas_whenReadOn_thenEachComesOnceAndTheNewestFirst() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      for (int i = 0; i < 30; i++) {
        Appended.at(store, NOW.plusSeconds(i), Appended.names("old" + i + "-", 100));
      }
      GlobalOptions options = new GlobalOptions();
      ProcessContext context = context(Map.of("LATCHKEY_DB", url), Writer.nullWriter());
      try (Backend backend = new Session(context, options, new Settings(context, options)).open()) {
        AuditPages pages = new AuditPages(backend, "");
        List<AuditLogJson> all = new ArrayList<>(pages.next(5000));
        Appended.at(store, NOW.plusSeconds(60), Appended.names("new", 1500));

        List<AuditLogJson> page = pages.next(5000);
        while (!page.isEmpty()) {
          all.addAll(page);
          page = pages.next(5000);
        }

        assertThat(all.stream().map(AuditLogJson::resourceTarget))
            .containsExactlyElementsOf(
                IntStream.range(0, 30)
                    .map(i -> 29 - i)
                    .boxed()
                    .flatMap(i -> newestFirst(Appended.names("old" + i + "-", 100)).stream())
                    .toList());
      }
    }
  }

  private static List<String> newestFirst(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void givenNobodyWhoReads_whenLongListsAreRead_thenNoOtherPageIsAskedFor() {
    try (TestServer server = new TestServer()) {
      Appended.at(server.store, NOW, Appended.names("user", 5000));
      InProcess admin =
          new InProcess(home)
              .with("LATCHKEY_URL", server.url())
              .with("LATCHKEY_TOKEN", server.ownerToken());
      for (int i = 0; i < 1100; i++) {
        admin.run("users", "create", "user" + i);
      }

      assertThat(askedWithoutReader(server, "audit", "list", "--limit", "1000000")).isOne();
      assertThat(askedWithoutReader(server, "users", "list")).isOne();
    }
  }

  private long askedWithoutReader(TestServer server, String... arguments) {
    StringWriter err = new StringWriter();
    ProcessContext context =
        context(
            Map.of("LATCHKEY_URL", server.url(), "LATCHKEY_TOKEN", server.ownerToken()),
            new Writer() {
              @Override
              public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("nobody reads");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            },
            err);
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("-o", "csv", "-v"));
    new LatchkeyCli(context).run(words.toArray(String[]::new));
    return err.toString().lines().filter(line -> line.startsWith("GET ")).count();
  }

  private ProcessContext context(Map<String, String> environment, Writer out) {
    return context(environment, out, Writer.nullWriter());
  }

  private ProcessContext context(Map<String, String> environment, Writer out, Writer err) {
    return new ProcessContext(
        InputStream.nullInputStream(),
        new PrintWriter(out),
        new PrintWriter(err),
        Terminal.NONE,
        environment,
        home,
        "alice",
        InstantSource.system(),
        () -> false,
        Optional::empty);
  }
}
