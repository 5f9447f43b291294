package dev.latchkey.cli;

import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latchkey tokens list}: shows tokens, the live ones unless asked for more. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List your tokens. Expired ones are left out unless you ask for them.")
final class ListTokensCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "List the tokens of all users that you may see, with their owners.")
  boolean all;

  @Option(names = "--include-expired", description = "List expired tokens too.")
  boolean includeExpired;

  @Mixin private final TokenOutput output = new TokenOutput();

  ListTokensCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    Set<TokenColumn> standard = all ? EnumSet.allOf(TokenColumn.class) : TokenColumn.standard();
    output.columns(standard);
    LatchkeyClient client = session.client();
    TokenQuery query = new TokenQuery(LatchkeyClient.ME, all, includeExpired);
    List<ApiKeyJson> keys =
        Step.run("list tokens", () -> client.tokens(query)).stream()
            .sorted(Comparator.comparing(ApiKeyJson::id))
            .toList();
    if (keys.isEmpty()) {
      context.err().println("No tokens found.");
    }
    if (!keys.isEmpty() || output.format == OutputFormat.JSON) {
      context.out().print(output.list(keys, standard));
    }
    context.out().flush();
  }
}
