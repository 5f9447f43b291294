package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code latchkey tokens view}: shows one token, live or expired. */
@Command(name = "view", description = "Show one token, live or expired.")
final class ViewTokenCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "NAME|ID|TOKEN", description = "Which token.")
  String token = "";

  @Mixin private final TokenOutput output = new TokenOutput();

  ViewTokenCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    output.columns(TokenColumn.standard());
    context.out().print(output.one(new TokenLookup(session.client()).find(token)));
    context.out().flush();
  }
}
