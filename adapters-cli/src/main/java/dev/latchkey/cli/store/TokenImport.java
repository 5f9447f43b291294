package dev.latchkey.cli.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ResultFormat;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.ImportProblem;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.ImportRefused;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.ImportSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** One run of {@code latchkey import}. */
final class TokenImport {

  private static final String STANDARD_INPUT = "-";
  private static final int MAX_SHOWN = 100;
  private static final int MAX_PROBLEM_LENGTH = 300;

  private final ProcessContext context;
  private final GlobalOptions globals;
  private final ImportCommand options;

  TokenImport(ProcessContext context, GlobalOptions globals, ImportCommand options) {
    this.context = context;
    this.globals = globals;
    this.options = options;
  }

  void run() {
    try (InputStream in = open()) {
      print(OpenStore.with(context, globals, store -> importInto(store, in)));
    } catch (ImportRefused refused) {
      throw report(refused.problems());
    } catch (LatchkeyException e) {
      throw new CommandFailure("nothing was imported, try it again: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private ImportSummary importInto(KeyStore store, InputStream in) {
    // One request, so that all that came in together is found together in the audit trail.
    Trusted caller =
        new Trusted(
            new LocalOperator(context.account()),
            new RequestInfo(UUID.randomUUID(), "", "latchkey import"));
    globals.tellRequest(context, caller.request().id());
    try (Progress progress = new Progress(context.err(), context.terminal(), "lines read")) {
      return new ImportKeys(store, new ContractScopes(), new ForwardClock(InstantSource.system()))
          .execute(
              caller,
              new LineSplitter(in).lines().peek(line -> progress.add(1)).map(KeyLineReader::read),
              options.dryRun);
    }
  }

  private InputStream open() throws IOException {
    if (options.file.equals(STANDARD_INPUT)) {
      return context.in();
    }
    try {
      return Files.newInputStream(Path.of(options.file));
    } catch (InvalidPathException e) {
      throw new CommandFailure("FILE: " + e.getMessage(), e);
    }
  }

  private void print(ImportSummary summary) {
    if (options.format == ResultFormat.JSON) {
      printJson(summary, List.of());
      return;
    }
    String text = "%s token(s) of %s user(s)".formatted(summary.keys(), summary.owners());
    context
        .out()
        .println(
            options.dryRun
                ? text + " can be imported. Nothing was changed."
                : text + " have been imported.");
  }

  private CommandFailure report(List<ImportProblem> problems) {
    String head = "nothing was imported: %s problem(s)".formatted(problems.size());
    if (options.format == ResultFormat.JSON) {
      printJson(new ImportSummary(0, 0), problems);
      return new CommandFailure(head);
    }
    String shown =
        problems.stream()
            .limit(MAX_SHOWN)
            .map(problem -> "\n" + shortened(shown(problem)))
            .collect(Collectors.joining());
    int more = problems.size() - MAX_SHOWN;
    return new CommandFailure(
        head + shown + (more > 0 ? "\nand %s more; -o json shows all".formatted(more) : ""));
  }

  private void printJson(ImportSummary summary, List<ImportProblem> problems) {
    ObjectNode json = JsonText.object();
    json.put("dry_run", options.dryRun);
    json.put("tokens", summary.keys());
    json.put("users", summary.owners());
    ArrayNode list = json.putArray("problems");
    for (ImportProblem problem : problems) {
      list.addObject()
          .put("line", problem.line())
          .put("field", TokenText.redact(problem.field()))
          .put("detail", TokenText.redact(problem.detail()));
    }
    context.out().print(JsonText.of(json));
    context.out().flush();
  }

  // As a whole: of a token that is cut, less may be left than is known for a part of one.
  private static String shown(ImportProblem problem) {
    return TokenText.redact(SafeText.escape(problem.toString()));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_PROBLEM_LENGTH
        ? text
        : text.substring(0, MAX_PROBLEM_LENGTH) + "...";
  }

  private CommandFailure unreadable(Exception e) {
    return new CommandFailure(
        "cannot read %s: %s"
            .formatted(
                options.file.equals(STANDARD_INPUT) ? "standard input" : options.file,
                IoFailure.kindOf(e)),
        e);
  }
}
