package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.OutputFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.ExportKeys;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.PortableKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One run of {@code latchkey export}. */
final class TokenExport {

  // To look costs a flush.
  private static final int LINES_BETWEEN_LOOKS = 1000;

  private final ProcessContext context;
  private final GlobalOptions globals;
  private final ExportCommand options;

  TokenExport(ProcessContext context, GlobalOptions globals, ExportCommand options) {
    this.context = context;
    this.globals = globals;
    this.options = options;
  }

  void run() {
    String output = options.output;
    if (output == null) {
      OpenStore.with(context, globals, this::print);
    } else {
      writeTo(output);
    }
  }

  private long print(KeyStore store) {
    AtomicLong lines = new AtomicLong();
    return export(
        store,
        key -> {
          context.out().print(KeyLineWriter.write(key));
          if (lines.incrementAndGet() % LINES_BETWEEN_LOOKS == 0 && context.out().checkError()) {
            throw new OutputFailure();
          }
        });
  }

  private void writeTo(String output) {
    try (ExportFile file = ExportFile.create(output)) {
      long count =
          OpenStore.with(
              context,
              globals,
              store -> export(store, key -> file.write(KeyLineWriter.write(key))));
      file.finish();
      context.out().println("%s token(s) have been written to %s.".formatted(count, output));
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(output, e);
    }
  }

  private static CommandFailure unwritable(String output, Exception cause) {
    return new CommandFailure(
        "cannot write %s: %s; there is no such file now".formatted(output, IoFailure.kindOf(cause)),
        cause);
  }

  private long export(KeyStore store, Consumer<PortableKey> receiver) {
    try (Progress progress = new Progress(context.err(), context.terminal(), "tokens written")) {
      return new ExportKeys(store, new ForwardClock(InstantSource.system()))
          .execute(
              Caller.localOperator(context.account()),
              options.includeExpired,
              key -> {
                receiver.accept(key);
                progress.add(1);
              });
    }
  }
}
