package dev.latchkey.cli;

import java.nio.file.Path;

/** Finds Latchkey's folders in the home of a person, by the XDG base directory rules. */
public final class UserFolders {

  private UserFolders() {}

  /**
   * Latchkey's own folder of one kind.
   *
   * @param variable the environment variable that moves the folders of that kind; the rules say
   *     that a relative path in it counts for nothing
   * @param standard where they are otherwise, below the home
   */
  public static Path of(ProcessContext context, String variable, String standard) {
    Path moved = Path.of(context.variable(variable));
    Path base = moved.isAbsolute() ? moved : context.home().resolve(standard);
    return base.resolve("latchkey");
  }
}
