package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.Confirmation;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ResultFormat;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.PurgeBatch;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import dev.latchkey.core.usecase.PurgeKeys;
import java.util.UUID;

/** One run of {@code latchkey purge}. */
final class Purge {

  private final ProcessContext context;
  private final GlobalOptions globals;
  private final PurgeCommand options;

  Purge(ProcessContext context, GlobalOptions globals, PurgeCommand options) {
    this.context = context;
    this.globals = globals;
    this.options = options;
  }

  void run() {
    PurgeSettings settings = PurgeSettings.read(context, globals, options.retention);
    if (settings.isForever()) {
      tell(settings.describeForever());
      print(0);
      return;
    }
    Confirmation confirmation = Confirmation.of(context, options.yes);
    PurgeBatch sum =
        OpenStore.on(
            context,
            settings.url(),
            store ->
                askAndPurge(
                    new PurgeKeys(
                        store.transactor(),
                        settings.retention(),
                        new ForwardClock(context.clock())),
                    settings,
                    confirmation));
    print(sum.purged());
    if (sum.ending() == Ending.BUSY) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "another node is purging this database right now, so this command stopped; more may be due",
          "A server purges until nothing is due. Run the command again later to see that it is so.");
    }
  }

  private PurgeBatch askAndPurge(
      PurgeKeys purgeKeys, PurgeSettings settings, Confirmation confirmation) {
    int due = purgeKeys.countDue();
    tell(settings.describe(due, context.clock().instant()));
    if (due == 0) {
      return new PurgeBatch(0, Ending.DONE);
    }
    confirmation.require(
        "Purge them? They can't be brought back.",
        "Set with --retention how long records are kept after the end of their keys.");
    return purge(purgeKeys);
  }

  private PurgeBatch purge(PurgeKeys purgeKeys) {
    Trusted caller =
        new Trusted(
            new LocalOperator(context.account()),
            new RequestInfo(UUID.randomUUID(), "", "latchkey purge"));
    globals.tellRequest(context, caller.request().id());
    int purged = 0;
    try (Progress progress = new Progress(context.err(), context.terminal(), "records purged")) {
      PurgeBatch batch;
      do {
        batch = purgeKeys.execute(caller);
        purged += batch.purged();
        progress.add(batch.purged());
      } while (batch.ending() == Ending.FULL);
      return new PurgeBatch(purged, batch.ending());
    }
  }

  private void tell(String text) {
    context.err().println(text);
    context.err().flush();
  }

  private void print(int purged) {
    if (options.format == ResultFormat.JSON) {
      context.out().print(JsonText.of(JsonText.object().put("purged", purged)));
    } else {
      context.out().println("%s record(s) have been purged.".formatted(purged));
    }
    context.out().flush();
  }
}
