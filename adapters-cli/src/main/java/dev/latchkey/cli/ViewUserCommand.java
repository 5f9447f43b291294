package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.http.wire.UserJson;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code latchkey users view}: shows one user. */
@Command(description = "Show one user.")
final class ViewUserCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "USER", description = "Who: a username or an id, or me.")
  String user = "";

  @Mixin private final ListOptions output = new ListOptions(() -> UserListing.at(Instant.EPOCH));

  ViewUserCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    Listing<UserJson> listing = UserListing.at(context.clock().instant());
    try (Backend backend = session.open()) {
      UserJson found = Step.run("get user", () -> backend.user(user));
      if (output.isJson(listing)) {
        context.out().print(JsonText.of(JsonText.tree(found)));
        context.out().flush();
        return;
      }
      try (RowWriter<UserJson> rows = output.begin(context, listing)) {
        rows.write(found);
      }
    }
  }
}
