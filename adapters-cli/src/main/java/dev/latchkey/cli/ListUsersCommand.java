package dev.latchkey.cli;

import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.UserPageJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey users list}: shows users. */
@Command(description = "List the users whom you may see, by name.")
final class ListUsersCommand implements Runnable {

  private static final int PAGE = 500;

  private final ProcessContext context;
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "What must stand in the name, each word somewhere (else any name).")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only users who are active, or suspended.")
  @Nullable String status;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only users with this role.")
  @Nullable String role;

  @Mixin private final ListOptions output = new ListOptions(() -> UserListing.at(Instant.EPOCH));

  ListUsersCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    SearchText search = new SearchText();
    words.forEach(word -> search.addWord("WORD", word));
    search.add("--status", "status", status);
    search.add("--role", "role", role);
    try (Backend backend = session.open();
        RowWriter<UserJson> rows =
            output.begin(context, UserListing.at(context.clock().instant()))) {
      int offset = 0;
      while (true) {
        int from = offset;
        UserPageJson page =
            Step.run("list users", () -> backend.users(search.toString(), from, PAGE));
        page.users().forEach(rows::write);
        if (context.out().checkError()) {
          throw new OutputFailure();
        }
        offset += page.users().size();
        if (page.users().size() < PAGE) {
          break;
        }
      }
      if (offset == 0) {
        context.err().println("No users found.");
        context.err().flush();
      }
    }
  }
}
