package dev.latchkey.cli.completion;

import dev.latchkey.cli.completion.Node.Choice;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** For bash, 3.2 of macOS included. */
public final class BashCompletion {

  private BashCompletion() {}

  /** The script for a command line. */
  public static String of(CommandSpec spec) {
    Node root = Node.of(spec);
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # Completion of latchkey for bash: source it, or put it into bash_completion.d.
        _latchkey() {
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} node=latchkey i
          # --name=value comes as three words.
          if [[ $cur = '=' ]]; then
            cur=
          elif [[ $prev = '=' ]]; then
            prev=${COMP_WORDS[COMP_CWORD-2]}
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            case "$node ${COMP_WORDS[i]}" in
        """);
    for (Node node : root.all()) {
      for (Map.Entry<String, Node> child : node.children().entrySet()) {
        script.append(
            "      '%s %s') node='%s' ;;\n"
                .formatted(node.path(), child.getKey(), child.getValue().path()));
      }
    }
    script.append("    esac\n  done\n  COMPREPLY=()\n  case \"$node $prev\" in\n");
    for (Node node : root.all()) {
      for (Choice option : node.options().values()) {
        appendValues(script, node, option);
      }
    }
    script.append("  esac\n  case \"$node\" in\n");
    for (Node node : root.all()) {
      script.append(
          "    '%s') COMPREPLY=($(compgen -W '%s' -- \"$cur\")) ;;\n"
              .formatted(node.path(), String.join(" ", node.words())));
    }
    script.append("  esac\n}\ncomplete -o default -F _latchkey latchkey\n");
    return script.toString();
  }

  private static void appendValues(StringBuilder script, Node node, Choice option) {
    if (!option.takesValue()) {
      return;
    }
    script.append("    ");
    String separator = "";
    for (String name : option.names()) {
      script.append(separator).append("'%s %s'".formatted(node.path(), name));
      separator = "|";
    }
    // With no reply bash completes file names.
    script.append(
        option.values().isEmpty()
            ? ") return ;;\n"
            : ") COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n"
                .formatted(String.join(" ", option.values())));
  }
}
