package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.EffectiveSettings.Effective;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.Retention;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code latchkey purge} goes by, and where that was set: servers on the same database may go
 * by something else, and what is purged can't be brought back.
 *
 * @param url of the database
 * @param retention how long records are kept
 * @param origin the retention as it was set, and where
 */
record PurgeSettings(Found url, Retention retention, Effective origin) {

  /**
   * Reads them.
   *
   * @param option what {@code --retention} says
   * @throws CommandFailure of usage that names every problem
   */
  static PurgeSettings read(
      ProcessContext context, GlobalOptions globals, @Nullable String option) {
    List<String> problems = new ArrayList<>();
    globals.refuseAllButDatabase(problems::add);
    EffectiveSettings settings =
        new EffectiveSettings(new Settings(context, globals).reader(problems::add));
    Found url = DatabaseSetting.read(context, globals, settings.reader(), problems::add);
    Retention retention =
        new Retention(new LifetimeSettings(settings, problems::add).retention(option));
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(
          problems.stream().map(settings::located).collect(Collectors.joining("\n")));
    }
    List<Effective> all = settings.all();
    return new PurgeSettings(url, retention, all.get(all.size() - 1));
  }

  boolean isForever() {
    return retention.equals(Retention.FOREVER);
  }

  /** Why nothing is purged. */
  String describeForever() {
    return "The retention is %s, which keeps records for ever: nothing is ever purged."
        .formatted(retentionAndOrigin());
  }

  /**
   * What is purged.
   *
   * @param due how many records, as {@link PurgeKeys#countDue} tells
   */
  String describe(int due, Instant now) {
    // Behind the question mark there may be a password.
    String database = url.value().split("\\?", 2)[0];
    String what =
        "%s record(s)%s in %s are due, of keys that ended before %s: the retention is %s."
            .formatted(
                due,
                due == PurgeKeys.MAX_COUNT ? " or more" : "",
                SafeText.escape(database),
                now.minus(retention.duration()).truncatedTo(ChronoUnit.SECONDS),
                retentionAndOrigin());
    return isDefault()
        ? what + "\nServers that were set to keep them longer are not asked; see --retention."
        : what;
  }

  private String retentionAndOrigin() {
    return SafeText.escape(
        isDefault()
            ? origin.value() + " by default"
            : origin.value() + ", from " + origin.origin());
  }

  private boolean isDefault() {
    return origin.origin().equals("default");
  }
}
