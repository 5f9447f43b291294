package dev.latchkey.cli.completion;

import dev.latchkey.cli.completion.Node.Choice;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** For zsh. */
public final class ZshCompletion {

  private ZshCompletion() {}

  /** The script for a command line. */
  public static String of(CommandSpec spec) {
    Node root = Node.of(spec);
    StringBuilder script = new StringBuilder();
    script.append(
        """
        #compdef latchkey
        _latchkey() {
          local node=latchkey word prev=${words[CURRENT-1]}
          local -a found
          if compset -P '--*='; then
            prev=${words[CURRENT]%%=*}
          fi
          for word in ${words[2,CURRENT-1]}; do
            case "$node $word" in
        """);
    for (Node node : root.all()) {
      for (Map.Entry<String, Node> child : node.children().entrySet()) {
        script.append(
            "      ('%s %s') node='%s' ;;\n"
                .formatted(node.path(), child.getKey(), child.getValue().path()));
      }
    }
    script.append("    esac\n  done\n  case \"$node $prev\" in\n");
    for (Node node : root.all()) {
      for (Choice option : node.options().values()) {
        appendValues(script, node, option);
      }
    }
    script.append("  esac\n  case \"$node\" in\n");
    for (Node node : root.all()) {
      appendNode(script, node);
    }
    script.append(
        """
          esac
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
          _latchkey "$@"
        else
          compdef _latchkey latchkey
        fi
        """);
    return script.toString();
  }

  private static void appendValues(StringBuilder script, Node node, Choice option) {
    if (!option.takesValue()) {
      return;
    }
    script.append("    (");
    String separator = "";
    for (String name : option.names()) {
      script.append(separator).append("'%s %s'".formatted(node.path(), name));
      separator = "|";
    }
    script.append(
        option.values().isEmpty()
            ? ") _files; return ;;\n"
            : ") compadd -- %s; return ;;\n".formatted(String.join(" ", option.values())));
  }

  private static void appendNode(StringBuilder script, Node node) {
    script.append("    ('%s')\n      found=(\n".formatted(node.path()));
    for (Map.Entry<String, Node> child : node.children().entrySet()) {
      appendFound(script, child.getKey(), child.getValue().description());
    }
    node.arguments().forEach(argument -> appendFound(script, argument, ""));
    script.append("      )\n      _describe -t commands command found\n      found=(\n");
    for (Choice option : node.options().values()) {
      option.names().forEach(name -> appendFound(script, name, option.description()));
    }
    script.append("      )\n      _describe -o option found ;;\n");
  }

  private static void appendFound(StringBuilder script, String word, String description) {
    String told = description.replace("'", "'\\''").replace(":", "\\:");
    script.append("        '%s%s'\n".formatted(word, told.isEmpty() ? "" : ":" + told));
  }
}
