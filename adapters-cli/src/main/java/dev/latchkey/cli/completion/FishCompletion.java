package dev.latchkey.cli.completion;

import dev.latchkey.cli.completion.Node.Choice;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** For fish. */
public final class FishCompletion {

  private FishCompletion() {}

  /** The script for a command line. */
  public static String of(CommandSpec spec) {
    Node root = Node.of(spec);
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # Completion of latchkey for fish.
        function __latchkey_at
          set -l node latchkey
          for word in (commandline -opc)[2..-1]
            switch "$node $word"
        """);
    for (Node node : root.all()) {
      for (Map.Entry<String, Node> child : node.children().entrySet()) {
        script.append(
            "      case '%s %s'\n        set node '%s'\n"
                .formatted(node.path(), child.getKey(), child.getValue().path()));
      }
    }
    script.append("    end\n  end\n  test \"$node\" = \"$argv[1]\"\nend\n");
    for (Node node : root.all()) {
      for (Map.Entry<String, Node> child : node.children().entrySet()) {
        script.append(
            "complete -c latchkey -n '__latchkey_at \"%s\"' -f -a %s -d %s\n"
                .formatted(node.path(), child.getKey(), quoted(child.getValue().description())));
      }
      if (!node.arguments().isEmpty()) {
        script.append(
            "complete -c latchkey -n '__latchkey_at \"%s\"' -f -a '%s'\n"
                .formatted(node.path(), String.join(" ", node.arguments())));
      }
      for (Choice option : node.options().values()) {
        appendOption(script, node, option);
      }
    }
    return script.toString();
  }

  private static void appendOption(StringBuilder script, Node node, Choice option) {
    script.append("complete -c latchkey -n '__latchkey_at \"%s\"'".formatted(node.path()));
    for (String name : option.names()) {
      script.append(
          name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (!option.values().isEmpty()) {
      script.append(" -x -a '").append(String.join(" ", option.values())).append('\'');
    } else if (option.takesValue()) {
      script.append(" -r");
    }
    script.append(" -d ").append(quoted(option.description())).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
