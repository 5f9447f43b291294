package dev.latchkey.cli.server;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Username;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the first user of an empty database and hands over their token, once: alone on standard
 * output, or in a file.
 */
final class FirstUser {

  private static final Username NAME = new Username("admin");

  private final PrintWriter out;
  private final Announcements announcements;
  private final Latchkey latchkey;
  private final String url;

  FirstUser(PrintWriter out, Announcements announcements, Latchkey latchkey, String url) {
    this.out = out;
    this.announcements = announcements;
    this.latchkey = latchkey;
    this.url = url;
  }

  /**
   * Creates the user if there is none at all.
   *
   * @param tokenFile where the token goes; null for standard output
   */
  void createIfNone(@Nullable Path tokenFile) {
    if (tokenFile == null) {
      create().ifPresent(this::print);
    } else if (latchkey.checkFirstUser().execute()) {
      sayNothingToWrite(tokenFile);
    } else {
      createInto(tokenFile);
    }
  }

  private Optional<IssuedKey> create() {
    return latchkey.createFirstUser().execute(Caller.system("server"), NAME);
  }

  private void print(IssuedKey issued) {
    out.println(issued.plaintext().reveal());
    if (out.checkError()) {
      throw lost("printed", null);
    }
    sayWhatIsNext("The token above is", "");
  }

  private void createInto(Path path) {
    try (OwnerTokenFile file = OwnerTokenFile.create(path)) {
      Optional<IssuedKey> issued = createOrDiscard(file);
      if (issued.isPresent()) {
        file.write(issued.get().plaintext());
        sayWhatIsNext("The token is in " + path + " and is", " <'" + path + "'");
      } else {
        sayNothingToWrite(path);
      }
    } catch (IOException e) {
      throw lost("written to " + path, e);
    }
  }

  private Optional<IssuedKey> createOrDiscard(OwnerTokenFile file) {
    Optional<IssuedKey> issued = Optional.empty();
    try {
      issued = create();
      return issued;
    } finally {
      if (issued.isEmpty()) {
        file.discard();
      }
    }
  }

  private void sayWhatIsNext(String token, String argument) {
    announcements.say(
        """
            Created the first user, %s, with role owner. %s shown this once. To use it:
              latchkey login %s%s"""
            .formatted(NAME, token, url, argument));
  }

  private void sayNothingToWrite(Path tokenFile) {
    announcements.say(
        "The database has users already, so --owner-token-file has nothing to do and %s is left"
                .formatted(tokenFile)
            + " alone.");
  }

  private static CommandFailure lost(String how, @Nullable IOException cause) {
    return new CommandFailure(
        ExitCode.FAILED,
        "the first user was created, but their token could not be " + how + " and is lost",
        "Make another, and leave the database as it is: 'latchkey tokens create --db URL --as %s'."
            .formatted(NAME),
        cause);
  }
}
