package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.RelativeTime;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.BuildInfoJson;
import dev.latchkey.http.wire.VerificationJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at a server and at the token for it. */
final class ServerCheckup {

  // A server writes the date of a second, and under load that of some seconds ago.
  private static final Duration TOLERATED = Duration.ofSeconds(10);

  private final ProcessContext context;
  private final Session session;

  ServerCheckup(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  void run(Checkup checkup) {
    session
        .actingAs()
        .map(Session::actingOnServer)
        .ifPresent(wrong -> checkup.wrong("as", String.valueOf(wrong.getMessage()), wrong.next()));
    Optional<Found> url = session.url();
    if (url.isEmpty()) {
      checkup.wrong("server", "none is known", "latchkey login http://HOST:PORT, or set --db.");
      return;
    }
    try {
      LatchkeyClient client = session.builderFor(url.get()).build();
      lookAtServer(url.get().value(), client, checkup);
      lookAtClock(client, checkup);
      lookAtToken(url.get(), client, checkup);
    } catch (BackendException e) {
      checkup.wrong(
          "server",
          url.get().value() + ": " + e.error().message(),
          "Check that it runs and that the address is right.");
    } catch (CommandFailure e) {
      checkup.wrong("server", String.valueOf(e.getMessage()), e.next());
    }
  }

  private static void lookAtServer(String url, LatchkeyClient client, Checkup checkup) {
    BuildInfoJson info = ClientCalls.ask(client::buildInfo);
    checkup.ok("server", url + " is " + info.version());
    if (ClientCalls.ask(client::isReady)) {
      checkup.ok("database", "the server's database answers");
    } else {
      checkup.wrong("database", "the server's database does not answer", "See the server's log.");
    }
  }

  private void lookAtClock(LatchkeyClient client, Checkup checkup) {
    Instant here = context.clock().instant();
    Optional<Instant> there = ClientCalls.ask(client::serverTime);
    if (there.isEmpty()) {
      checkup.wrong(
          "clock", "the server does not say what time it is", "Look at what is before it.");
      return;
    }
    Duration apart = Duration.between(there.get(), here);
    if (apart.abs().compareTo(TOLERATED) <= 0) {
      checkup.ok("clock", "this machine and the server agree to " + TOLERATED.toSeconds() + " s");
    } else {
      checkup.wrong(
          "clock",
          "this machine is %s s %s of the server"
              .formatted(apart.abs().toSeconds(), apart.isNegative() ? "behind" : "ahead"),
          "Have both set their clocks by NTP; relative times shown here are wrong by as much.");
    }
  }

  private void lookAtToken(Found url, LatchkeyClient client, Checkup checkup) {
    Optional<String> token = session.tokenFor(url);
    if (token.isEmpty()) {
      checkup.wrong("token", "there is none for this server", "latchkey login " + url.value());
      return;
    }
    VerificationJson answer;
    try {
      answer = ClientCalls.ask(() -> client.verify(token.get()));
    } catch (BackendException e) {
      if (e.kind() == Kind.UNREACHABLE) {
        throw e;
      }
      checkup.wrong("token", e.error().message(), "latchkey login " + url.value());
      return;
    }
    Instant end = answer.expiresAt();
    if (answer.valid() && answer.user() != null && end != null) {
      checkup.ok(
          "token",
          "%s of %s, ends %s"
              .formatted(
                  answer.keyId(),
                  answer.user().username(),
                  RelativeTime.text(end, context.clock().instant())));
    } else {
      checkup.wrong("token", "it is refused: " + answer.code(), "latchkey login " + url.value());
    }
  }
}
