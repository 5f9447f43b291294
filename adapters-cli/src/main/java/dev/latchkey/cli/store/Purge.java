package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ResultFormat;
import dev.latchkey.cli.Settings;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.Retention;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    Retention retention = retention();
    long purged = OpenStore.with(context, globals, store -> purge(store, retention));
    if (options.format == ResultFormat.JSON) {
      context.out().print(JsonText.of(JsonText.object().put("purged", purged)));
    } else {
      context.out().println("%d record(s) have been purged.".formatted(purged));
    }
  }

  private Retention retention() {
    List<String> problems = new ArrayList<>();
    EffectiveSettings settings =
        new EffectiveSettings(new Settings(context, globals).reader(problems::add));
    Retention retention =
        new Retention(new LifetimeSettings(settings, problems::add).retention(options.retention));
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    return retention;
  }

  private long purge(KeyStore store, Retention retention) {
    PurgeKeys purgeKeys =
        new PurgeKeys(store.transactor(), retention, new ForwardClock(InstantSource.system()));
    Trusted caller =
        new Trusted(
            new LocalOperator(context.account()),
            new RequestInfo(UUID.randomUUID(), "", "latchkey purge"));
    long purged = 0;
    try (Progress progress = new Progress(context.err(), context.terminal(), "records purged")) {
      int batch;
      do {
        batch = purgeKeys.execute(caller);
        purged += batch;
        progress.add(batch);
      } while (batch == PurgeKeys.BATCH);
    }
    return purged;
  }
}
