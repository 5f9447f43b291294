package dev.latchkey.cli;

import dev.latchkey.cli.server.ServerSettingsCheckup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
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

  private final ProcessContext context;
  private final GlobalOptions options;
  private final Settings settings;

  ConfigurationCheckup(ProcessContext context, GlobalOptions options, Settings settings) {
    this.context = context;
    this.options = options;
    this.settings = settings;
  }

  /** Returns whether the configuration can be read, so that commands can run with what is right. */
  boolean run(Checkup checkup) {
    List<String> ofFile = new ArrayList<>();
    Settings.Reader reader = settings.reader(ofFile::add);
    // A server says again what is wrong with the file.
    Set<String> problems = new LinkedHashSet<>(ofFile);
    problems.addAll(ServerSettingsCheckup.problems(context, options));
    problems.addAll(new ClientSettingsCheckup(context, options).problems(reader));
    if (problems.isEmpty()) {
      checkup.ok(
          "configuration", "nothing is wrong with the file or the variables, if any are set");
    }
    for (String problem : problems) {
      checkup.wrong("configuration", problem, "Correct it where it is set.");
    }
    if (reader.hasPassword() && Files.isRegularFile(settings.configFile())) {
      lookAt("password", settings.configFile(), "change the password.", checkup);
    }
    for (Path file : settings.folder().files()) {
      if (Files.exists(file)) {
        lookAt("login file", file, "log in again with a new token.", checkup);
      }
    }
    return ofFile.isEmpty();
  }

  private static void lookAt(String what, Path file, String thenDo, Checkup checkup) {
    if (!Files.isRegularFile(file)) {
      checkup.wrong(what, file + " is no file", "Move it out of the way, and " + thenDo);
      return;
    }
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
