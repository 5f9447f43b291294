package dev.latchkey.cli.store;

import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.text.DurationText;
import dev.latchkey.core.key.GoDuration;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.Retention;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads how long keys live and how long their records are kept. */
public final class LifetimeSettings {

  private final EffectiveSettings settings;
  private final Consumer<? super String> problems;

  /**
   * @param problems told what is wrong
   */
  public LifetimeSettings(EffectiveSettings settings, Consumer<? super String> problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** How long keys live; each argument is what an option says, or null. */
  public Lifetimes lifetimes(
      @Nullable String standard, @Nullable String maximum, @Nullable String ownerMaximum) {
    Lifetimes usual = Lifetimes.DEFAULT;
    return new Lifetimes(
        lifetime("--default-token-lifetime", standard, usual.standard()),
        lifetime("--max-token-lifetime", maximum, usual.maximum()),
        lifetime("--max-admin-token-lifetime", ownerMaximum, usual.ownerMaximum()));
  }

  /** How long records are kept; the argument is what the option says, or null. */
  public Duration retention(@Nullable String option) {
    String text = settings.get("--retention", option, "LATCHKEY_RETENTION", "90d");
    return text.equals("0")
        ? Duration.ZERO
        : DurationText.parse(
            "--retention", text, Retention.DEFAULT.duration(), "0, or at least 1s", problems);
  }

  private Duration lifetime(String option, @Nullable String given, Duration otherwise) {
    String variable = "LATCHKEY_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    String text = settings.get(option, given, variable, GoDuration.text(otherwise));
    return DurationText.parse(option, text, otherwise, "at least 1s", problems);
  }
}
