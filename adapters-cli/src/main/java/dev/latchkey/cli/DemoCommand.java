package dev.latchkey.cli;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.cli.text.Style;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey demo}: plays an incident, with the real commands and a real server. */
@Command(
    description = {
      "Play an incident: a program in a loop, and how its token is expired.",
      "It takes ten seconds, with a server and a database of its own that are gone afterwards."
    })
final class DemoCommand implements Runnable {

  private static final String TOKEN = "nightly-job";

  private final ProcessContext context;

  @Option(names = "--fast", description = "Don't wait for people to read along.")
  boolean fast;

  DemoCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    DemoFolder folder = DemoFolder.create();
    DemoServer server = new DemoServer(context, folder.path());
    AtomicBoolean ending = new AtomicBoolean();
    Thread end =
        new Thread(
            () -> {
              ending.set(true);
              tidy(server, folder);
            },
            "latchkey-demo-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      play(folder, server);
      Runtime.getRuntime().removeShutdownHook(end);
      tidy(server, folder);
      tell("That was all. The server has stopped, and " + folder.path() + " is gone.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("the demo was interrupted", e);
    } catch (RuntimeException e) {
      // Of a process that is ending, everything fails.
      if (!ending.get()) {
        throw e;
      }
    }
  }

  private static void tidy(DemoServer server, DemoFolder folder) {
    server.close();
    folder.close();
  }

  private void play(DemoFolder folder, DemoServer server) throws InterruptedException {
    tell("A server, over a database that is made for it:");
    context.out().println("$ cd " + folder.path());
    show(
        "server --db jdbc:sqlite:keys.db --owner-token-file owner-token --http-address 127.0.0.1:0"
            + " --api-rate-limit=-1 &");
    String url = server.start();
    context.out().println("listening on " + url);
    ProcessContext operator = context.in(folder.path());
    show("login " + url + " <owner-token");
    run(operator.reading(server.ownerToken() + "\n"), "login", url);
    pause(1);

    tell("A token for a program:");
    show("tokens create --name " + TOKEN);
    String token = capture(operator, "tokens", "create", "--name", TOKEN);
    pause(1);

    tell("The program has a fault: it calls the server again and again.");
    HotLoop loop = new HotLoop(LatchkeyClient.to(URI.create(url)).withToken(token));
    loop.start();
    for (int second = 1; second <= 2; second++) {
      pause(1);
      say("%s: %,d calls, all answered", TOKEN, loop.calls());
    }

    tell("Which token is it? (When it was last used is stored within a minute.)");
    show("tokens list");
    run(operator, "tokens", "list");
    pause(2);

    tell("Expire it, by its name. Nobody needs access to the database:");
    show("tokens rm " + TOKEN);
    long before = System.nanoTime();
    run(operator, "tokens", "rm", TOKEN);
    ApiException refusal = loop.awaitRefusal();
    long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
    say(
        "%s: refused after %,d calls, %s ms after the command began: %s, %s",
        TOKEN,
        loop.calls(),
        millis,
        refusal.status(),
        requireNonNullElse(refusal.detail(), refusal.message()));
    pause(2);

    tell("Its record is still there, and the audit trail tells who did what to it:");
    show("tokens list --include-expired");
    run(operator, "tokens", "list", "--include-expired");
    String id = token.substring(0, token.indexOf('-'));
    show("audit list --key " + id);
    run(operator, "audit", "list", "--key", id);
  }

  private void say(String format, Object... values) {
    context.out().println(String.format(Locale.ROOT, format, values));
    context.out().flush();
  }

  private void tell(String text) {
    context.out().println();
    context.out().println(Style.HEADER.of("# " + text, context.terminal()));
    context.out().flush();
  }

  private void show(String command) {
    context.out().println("$ latchkey " + command);
    context.out().flush();
  }

  private void run(ProcessContext operator, String... arguments) {
    int exitCode = new LatchkeyCli(operator).run(arguments);
    context.out().flush();
    if (exitCode != 0) {
      throw new CommandFailure("that command of the demo ended with exit code " + exitCode);
    }
  }

  /** Runs a command and shows what it prints; that is handed out, too. */
  private String capture(ProcessContext operator, String... arguments) {
    StringWriter printed = new StringWriter();
    run(
        operator.with(InputStream.nullInputStream(), new PrintWriter(printed), operator.err()),
        arguments);
    context.out().print(printed);
    context.out().flush();
    return printed.toString().strip();
  }

  private void pause(int seconds) throws InterruptedException {
    context.out().flush();
    TimeUnit.MILLISECONDS.sleep(fast ? 50 : seconds * 1000L);
  }
}
