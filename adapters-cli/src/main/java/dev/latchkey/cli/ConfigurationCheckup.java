package dev.latchkey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Looks at the configuration file and at the files of the login. */
final class ConfigurationCheckup {

  private static final Set<PosixFilePermission> FOR_OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Settings settings;

  ConfigurationCheckup(Settings settings) {
    this.settings = settings;
  }

  /** Returns whether commands can run with this configuration. */
  boolean run(Checkup checkup) {
    List<String> problems = new ArrayList<>();
    Settings.Reader reader = settings.reader(problems::add);
    if (problems.isEmpty()) {
      checkup.ok("configuration", "nothing is wrong with the file, or there is none");
    }
    for (String problem : problems) {
      checkup.wrong("configuration", problem, "Correct the file.");
    }
    if (reader.hasPassword()) {
      lookAt("password", settings.configFile(), "change the password.", checkup);
    }
    for (Path file : settings.folder().files()) {
      if (Files.exists(file)) {
        lookAt("login file", file, "log in again with a new token.", checkup);
      }
    }
    return problems.isEmpty();
  }

  private static void lookAt(String what, Path file, String thenDo, Checkup checkup) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      String text = file + " has " + PosixFilePermissions.toString(permissions);
      if (permissions.stream().noneMatch(FOR_OTHERS::contains)) {
        checkup.ok(what, text);
      } else {
        checkup.wrong(
            what, text + ": others can read it", "chmod 600 '" + file + "', and " + thenDo);
      }
    } catch (UnsupportedOperationException e) {
      checkup.ok(what, file + " is on a system without such permissions");
    } catch (IOException e) {
      checkup.wrong(
          what,
          "cannot look at " + file + ": " + e.getClass().getSimpleName(),
          "Have it readable by you alone.");
    }
  }
}
