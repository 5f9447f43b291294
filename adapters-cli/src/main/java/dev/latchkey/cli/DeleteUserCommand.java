package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.UserJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey users delete}: deletes a user. */
@Command(
    description =
        "Delete a user and expire all their keys. What they did stays in the audit trail.")
final class DeleteUserCommand implements Runnable {

  private static final ReceiptLine RECEIPT = new ReceiptLine("keys dead", "accept their keys");

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "USER", description = "Who: a username or an id.")
  String user = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Delete without asking. Without a terminal it is needed.")
  boolean yes;

  DeleteUserCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    Confirmation confirmation = Confirmation.of(context, yes);
    try (Backend backend = session.open()) {
      UserJson found = Step.run("get user", () -> backend.user(user));
      String name = SafeText.escape(found.username());
      confirmation.require(
          "Delete user %s and expire all their keys?".formatted(name),
          "'latchkey users suspend' refuses their keys for the time being.");
      ReceiptText receipt =
          Step.run("delete user", () -> backend.deleteUser(found.id().toString()));
      context.out().println("User %s has been deleted.".formatted(name));
      RECEIPT.print(context.out(), receipt);
    }
  }
}
