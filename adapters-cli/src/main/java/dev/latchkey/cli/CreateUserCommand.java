package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.UserJson;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey users create}: creates a user. */
@Command(description = "Create a user.")
final class CreateUserCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Their name: letters, digits, single hyphens.")
  String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "What they may do beyond their own tokens: owner, user-admin, template-admin or auditor;"
              + " may be repeated.")
  List<String> roles = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the result: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  CreateUserCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    try (Backend backend = session.open()) {
      UserJson user =
          Step.run("create user", () -> backend.createUser(new CreateUserJson(name, roles)));
      if (format == ResultFormat.JSON) {
        context.out().print(JsonText.of(JsonText.tree(user)));
      } else {
        context
            .out()
            .println("User %s has been created.".formatted(SafeText.escape(user.username())));
      }
    }
  }
}
