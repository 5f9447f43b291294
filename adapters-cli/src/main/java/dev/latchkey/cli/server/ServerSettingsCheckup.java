package dev.latchkey.cli.server;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import java.util.List;

/** Looks at what is set for servers. */
public final class ServerSettingsCheckup {

  private ServerSettingsCheckup() {}

  /** Everything for which a server would not start, the configuration file included. */
  public static List<String> problems(ProcessContext context, GlobalOptions globals) {
    return new ServerSettings(context, globals, new ServerCommand(context, globals)).problems();
  }
}
