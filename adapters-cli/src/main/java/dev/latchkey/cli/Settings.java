package dev.latchkey.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is set: by an option, else by an environment variable, else in the configuration file.
 */
public final class Settings {

  /** What is wrong with a text that Java could not read. */
  static final String UNREADABLE =
      " has letters that can't be told apart in this locale (expected: a locale of UTF-8, such as"
          + " LC_ALL=C.UTF-8)";

  private static final char REPLACEMENT = '\ufffd';

  private final ProcessContext context;
  private final GlobalOptions options;

  /** Read once: a pipe has nothing more the second time. */
  private @Nullable ConfigFile file;

  /** Wires it. */
  public Settings(ProcessContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /**
   * What is set, and where.
   *
   * @param origin the option, the variable, or the file and line
   */
  public record Found(String value, String origin) {

    private Found stripped() {
      return new Found(value.strip(), origin);
    }

    /** The failure of a command that can't go on with this. */
    public CommandFailure wrong(@Nullable String problem) {
      return CommandFailure.usage(origin + ": " + problem);
    }
  }

  /**
   * The settings of one run of a command; what is wrong with the file or the names of variables is
   * told at once.
   */
  public Reader reader(Consumer<? super String> problems) {
    VariableNames.check(context.environment().keySet(), problems);
    return new Reader(file(problems), problems);
  }

  /**
   * The same for a command that looks at a few of them.
   *
   * @throws CommandFailure of usage if the file is wrong
   */
  Reader reader() {
    List<String> problems = new ArrayList<>();
    ConfigFile file = file(problems::add);
    if (!problems.isEmpty()) {
      throw CommandFailure.usage("the configuration is wrong:\n  " + String.join("\n  ", problems));
    }
    return new Reader(
        file,
        problem -> {
          throw CommandFailure.usage(problem);
        });
  }

  /** The folder of a person's login and configuration. */
  ConfigFolder folder() {
    return new ConfigFolder(folderPath());
  }

  private Path folderPath() {
    return given("--global-config", options.configFolder, "LATCHKEY_CONFIG_DIR")
        .map(Settings::path)
        .orElseGet(() -> UserFolders.of(context, "XDG_CONFIG_HOME", ".config"));
  }

  /** Where the configuration file is, if there is one. */
  Path configFile() {
    return givenFile().map(Settings::path).orElseGet(this::usualFile);
  }

  private Path usualFile() {
    return folderPath().resolve("config");
  }

  private static Path path(Found found) {
    try {
      return Path.of(found.value().strip());
    } catch (InvalidPathException e) {
      throw found.wrong(e.getMessage());
    }
  }

  private ConfigFile file(Consumer<? super String> problems) {
    if (file == null) {
      file =
          givenFile()
              .map(found -> ConfigFile.read(path(found), found.origin()))
              .orElseGet(() -> ConfigFile.readIfThere(usualFile()));
    }
    file.problems().forEach(problems);
    return file;
  }

  private Optional<Found> givenFile() {
    return given("--config", options.config, "LATCHKEY_CONFIG");
  }

  /** What an option says, or else a variable, as it is written there. */
  Optional<Found> given(String option, @Nullable String value, String variable) {
    if (isUnreadable(context.variable(variable))) {
      throw CommandFailure.usage(variable + UNREADABLE);
    }
    return value == null
        ? Optional.of(new Found(context.variable(variable), variable))
            .filter(found -> !found.value().isBlank())
        : Optional.of(new Found(value, option));
  }

  /** Whether Java has read letters that it did not know, which are all the same then. */
  static boolean isUnreadable(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  /** What is wrong with an option that was given, but is empty. */
  static String emptyOption(String option) {
    return option + " is empty (expected: a value, or no such option)";
  }

  /** Reads settings, with one look at the file. */
  public final class Reader {

    private final ConfigFile file;
    private final Consumer<? super String> problems;

    private Reader(ConfigFile file, Consumer<? super String> problems) {
      this.file = file;
      this.problems = problems;
    }

    /** Whether there is a password in the file. */
    boolean hasPassword() {
      return file.value("db").orElse("").toLowerCase(Locale.ROOT).contains("password=");
    }

    /**
     * What is set of one thing.
     *
     * @param option the option, such as {@code --db}
     * @param given what the option says; null if it was not used
     * @param variable the environment variable
     */
    public Optional<Found> find(String option, @Nullable String given, String variable) {
      if (given != null && given.isBlank()) {
        // A variable of a script that is not set must not choose another server or another user.
        problems.accept(emptyOption(option));
        return Optional.empty();
      }
      return given(option, given, variable)
          .map(Found::stripped)
          .or(() -> file.value(option).map(found -> new Found(found, file.origin(option))));
    }
  }
}
