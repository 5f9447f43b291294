package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.latchkey.cli.Checkup.Finding;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.store.StoreCheckup;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.cli.text.Secrets;
import dev.latchkey.cli.text.Style;
import dev.latchkey.cli.text.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey doctor}: looks for what may be wrong. */
@Command(
    description = {
      "Look for what may be wrong: configuration, login, server or database, clock.",
      "Each line says ok, or what to do. The exit code is 0 if all is well, else 1. Nothing is"
          + " changed, but the tables of an older database are brought up to date."
    })
final class DoctorCommand implements Callable<Integer> {

  private final ProcessContext context;
  private final GlobalOptions options;
  private final Session session;
  private final Settings settings;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  DoctorCommand(ProcessContext context, GlobalOptions options, Session session, Settings settings) {
    this.context = context;
    this.options = options;
    this.session = session;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    Checkup checkup = new Checkup();
    checkup.ok("program", "Latchkey " + ProductVersion.read() + " on Java " + Runtime.version());
    try {
      boolean readable = new ConfigurationCheckup(context, options, settings).run(checkup);
      if (readable) {
        lookAtTarget(checkup);
      }
    } catch (CommandFailure e) {
      // What keeps every other command from running is what this one is asked for.
      checkup.wrong("target", String.valueOf(e.getMessage()), e.next());
    }
    print(checkup);
    boolean well = checkup.findings().stream().allMatch(Finding::ok);
    return (well ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private void lookAtTarget(Checkup checkup) {
    Optional<Found> db = session.database();
    if (db.isPresent()) {
      StoreCheckup.run(context, db.get(), session.actingAs(), checkup);
    } else {
      new ServerCheckup(context, session).run(checkup);
    }
  }

  private void print(Checkup checkup) {
    if (format == ResultFormat.JSON) {
      ArrayNode all = JsonText.array(List.of());
      for (Finding finding : checkup.findings()) {
        all.add(
            JsonText.object()
                .put("what", finding.what())
                .put("ok", finding.ok())
                .put("text", Secrets.redact(finding.text()))
                .put("next", Secrets.redact(finding.next())));
      }
      context.out().print(JsonText.of(all));
    } else {
      checkup.findings().forEach(this::print);
    }
    context.out().flush();
  }

  private void print(Finding finding) {
    Terminal terminal = context.terminal();
    String mark =
        finding.ok() ? Style.GOOD.of("ok   ", terminal) : Style.WARNING.of("WRONG", terminal);
    String text = Secrets.redact(SafeText.escape(finding.text()));
    context.out().println("%s  %-13s %s".formatted(mark, finding.what(), text));
    if (!finding.next().isEmpty()) {
      String next = Secrets.redact(SafeText.escape(finding.next()));
      context.out().println(" ".repeat(21) + "-> " + next);
    }
  }
}
