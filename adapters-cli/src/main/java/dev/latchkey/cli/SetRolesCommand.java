package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.client.ChangedUser;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey users set-roles}: says which roles a user has. */
@Command(description = "Give a user exactly the roles that are named, and no others.")
final class SetRolesCommand implements Runnable {

  private static final ReceiptLine RECEIPT = new ReceiptLine("in force", "go by the former roles");

  private final ProcessContext context;
  private final Session session;

  @Parameters(index = "0", paramLabel = "USER", description = "Who: a username or an id.")
  String user = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ROLE",
      description = "The roles: owner, user-admin, template-admin, auditor.")
  List<String> roles = new ArrayList<>();

  @Option(names = "--none", description = "Take all roles away: a plain member.")
  boolean none;

  SetRolesCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    if (none != roles.isEmpty()) {
      // Nobody shall lose their roles by a variable that is not set.
      throw CommandFailure.usage("which roles? (expected: at least one ROLE, or --none)");
    }
    try (Backend backend = session.open()) {
      ChangedUser changed = Step.run("set roles", () -> backend.setRoles(user, roles));
      context
          .out()
          .println(
              "User %s has the roles: %s."
                  .formatted(
                      SafeText.escape(changed.user().username()),
                      SafeText.escape(UserListing.roles(changed.user()))));
      RECEIPT.print(context.out(), changed.receipt());
    }
  }
}
