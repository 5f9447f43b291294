package dev.latchkey.cli;

import dev.latchkey.cli.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of settings: lines {@code name = value}, where the names are those of options without
 * their hyphens in front, and lines that begin with {@code #}. One file may serve every command.
 */
final class ConfigFile {

  /** What can be set in it. */
  static final List<String> NAMES =
      List.of(
          "api-rate-limit",
          "as",
          "db",
          "default-token-lifetime",
          "http-address",
          "lease",
          "lease-grace",
          "log-format",
          "max-admin-token-lifetime",
          "max-connections",
          "max-token-lifetime",
          "retention",
          "tls-cert",
          "tls-key",
          "trusted-proxies",
          "url",
          "verification-cache");

  private final Path path;
  private final Map<String, Line> lines = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private record Line(int number, String value) {}

  private ConfigFile(Path path) {
    this.path = path;
  }

  /**
   * A file that must be there.
   *
   * @param origin where it is said that it is there
   */
  static ConfigFile read(Path path, String origin) {
    ConfigFile file = new ConfigFile(path);
    try {
      List<String> text = Files.readAllLines(path);
      for (int i = 0; i < text.size(); i++) {
        file.add(i + 1, text.get(i).replaceFirst("^\ufeff", "").strip());
      }
    } catch (IOException e) {
      file.problems.add(origin + ": cannot read " + path + ": " + e.getClass().getSimpleName());
    }
    return file;
  }

  /** A file that may be there. Where that can't be told, it can't be read, which is told. */
  static ConfigFile readIfThere(Path path) {
    return Files.notExists(path) || isBelowAFile(path)
        ? new ConfigFile(path)
        : read(path, "default");
  }

  // Such as /dev/null, which is the home folder of some services.
  private static boolean isBelowAFile(Path path) {
    Path above = path.toAbsolutePath().getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above != null && !Files.isDirectory(above);
  }

  /** What the file says of the option with that name, hyphens in front or not. */
  Optional<String> value(String option) {
    return Optional.ofNullable(lines.get(bare(option))).map(Line::value);
  }

  /** Where it says so. */
  String origin(String option) {
    Line line = lines.get(bare(option));
    return path + (line == null ? "" : ":" + line.number());
  }

  /** Everything that is wrong with the file as such. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private void add(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0) {
      refuse(number, "there is no = (expected: name = value)");
      return;
    }
    String name = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (name.equals("token")) {
      refuse(number, "a token has no place in a file; log in with 'latchkey login'");
    } else if (!NAMES.contains(name)) {
      refuse(number, "there is no setting \"" + name + "\"" + Suggestions.didYouMean(name, NAMES));
    } else if (value.isEmpty()) {
      refuse(number, name + " is empty (expected: a value, or no such line)");
    } else if (lines.putIfAbsent(name, new Line(number, value)) != null) {
      refuse(number, name + " is set in line " + lines.get(name).number() + " already");
    }
  }

  private void refuse(int number, String problem) {
    problems.add(path + ":" + number + ": " + problem);
  }

  private static String bare(String option) {
    return option.startsWith("--") ? option.substring(2) : option;
  }
}
