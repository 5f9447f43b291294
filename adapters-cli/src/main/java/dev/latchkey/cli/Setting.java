package dev.latchkey.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A setting that an option, else an environment variable, else a default decides.
 *
 * @param option how the option is called, such as {@code --db}
 * @param variable how the variable is called
 */
public record Setting(String option, String variable) {

  /**
   * The value of the setting.
   *
   * @param given what the option says; null if it was not used
   * @param problems told if the option is empty: a variable of a script that is not set must not
   *     choose something else
   */
  public String value(
      ProcessContext context,
      @Nullable String given,
      String otherwise,
      Consumer<? super String> problems) {
    if (given != null && given.isBlank()) {
      problems.accept(option + " is empty (expected: a value, or no such option)");
      return otherwise;
    }
    String value = given == null ? context.variable(variable) : given;
    return value.isEmpty() ? otherwise : value;
  }
}
