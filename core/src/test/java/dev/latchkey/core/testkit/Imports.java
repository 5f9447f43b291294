package dev.latchkey.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.ImportRefused;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.ImportSummary;
import java.util.List;
import java.util.stream.Stream;

/** Imports keys for a test. */
final class Imports {

  /** Who imports. */
  static final Trusted IMPORTER = Caller.localOperator("root");

  private Imports() {}

  /** Imports the lines. */
  static ImportSummary imported(Site site, LineBuilder... lines) {
    return execute(site, false, lines);
  }

  /** Only tries to. */
  static ImportSummary tried(Site site, LineBuilder... lines) {
    return execute(site, true, lines);
  }

  private static ImportSummary execute(Site site, boolean dryRun, LineBuilder... lines) {
    return site.latchkey()
        .importKeys()
        .execute(IMPORTER, Stream.of(lines).map(LineBuilder::build), dryRun);
  }

  /** What an import of the lines is refused for. */
  static List<String> problems(Site site, LineBuilder... lines) {
    return problems(site.latchkey().importKeys(), lines);
  }

  /** What it is refused for if {@code somebody} is faster, after the lines have been checked. */
  static List<String> overtaken(Site site, Runnable somebody, LineBuilder... lines) {
    return problems(
        new ImportKeys(new Overtaken(site.store(), somebody), new ContractScopes(), site.clock()),
        lines);
  }

  private static List<String> problems(ImportKeys importKeys, LineBuilder... lines) {
    ImportRefused refused =
        catchThrowableOfType(
            ImportRefused.class,
            () -> importKeys.execute(IMPORTER, Stream.of(lines).map(LineBuilder::build), false));
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(Object::toString).toList();
  }
}
