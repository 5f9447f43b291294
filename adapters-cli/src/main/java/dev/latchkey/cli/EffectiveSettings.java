package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.Settings.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads settings and remembers what each is and where it came from. */
public final class EffectiveSettings {

  private final Reader reader;
  private final List<Effective> all = new ArrayList<>();

  /** Nothing was read yet. */
  public EffectiveSettings(Reader reader) {
    this.reader = reader;
  }

  /**
   * One setting.
   *
   * @param name that of the option, without its hyphens
   * @param value what holds; empty for nothing
   * @param origin the option, the variable, the file and line, or {@code default}
   */
  public record Effective(String name, String value, String origin) {}

  /** What is set of one thing, else {@code otherwise}. */
  public String get(String option, @Nullable String given, String variable, String otherwise) {
    return remember(
        option,
        reader.find(option, given, variable).orElseGet(() -> new Found(otherwise, "default")));
  }

  /** Remembers what was found elsewhere. */
  public String remember(String option, Found found) {
    all.add(new Effective(option.substring(2), found.value(), found.origin()));
    return found.value();
  }

  /**
   * A problem with where that was set, so that it can be found.
   *
   * @param problem what is wrong, behind the option and a colon
   */
  public String located(String problem) {
    for (Effective setting : all) {
      String option = "--" + setting.name();
      if (problem.startsWith(option + ": ") && !setting.origin().equals(option)) {
        // The name of a variable says which setting it is.
        boolean said = setting.origin().startsWith("LATCHKEY_");
        return setting.origin()
            + problem.substring(said ? option.length() : 0).replaceFirst("^--", ": ");
      }
    }
    return problem;
  }

  /** Where they are read. */
  public Reader reader() {
    return reader;
  }

  /** Everything that was read, in that order. */
  public List<Effective> all() {
    return List.copyOf(all);
  }
}
