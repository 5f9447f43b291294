package dev.latchkey.cli;

import dev.latchkey.cli.text.Cell;
import dev.latchkey.cli.text.Column;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.Style;
import dev.latchkey.http.wire.NodeJson;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code latchkey nodes list}: shows the nodes that verify keys from memory. */
@Command(
    description = {
      "List the nodes that verify keys from memory, and whether each knows of every change.",
      "A node that was killed disappears by itself."
    })
final class ListNodesCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Mixin private final ListOptions output = new ListOptions(() -> listing(Instant.EPOCH));

  ListNodesCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    try (Backend backend = session.open();
        RowWriter<NodeJson> rows = output.begin(context, listing(context.clock().instant()))) {
      List<NodeJson> nodes = Step.run("list nodes", backend::nodes);
      nodes.forEach(rows::write);
      if (nodes.isEmpty()) {
        context.err().println("No nodes found.");
        context.err().flush();
      }
    }
  }

  private static Listing<NodeJson> listing(Instant now) {
    return new Listing<>(
        List.of(
            Column.text("name", NodeJson::name),
            Column.whole("current", ListNodesCommand::current),
            Column.whole("seen at", node -> Cell.of(node.seenAt(), now)),
            Column.whole("started at", node -> Cell.of(node.startedAt(), now)),
            Column.whole("lease", node -> Cell.of(node.leaseMs() + "ms")),
            Column.whole("id", node -> Cell.of(node.id().toString()))),
        List.of("name", "current", "seen at", "started at", "lease", "id"),
        node -> node.id().toString(),
        JsonText::tree);
  }

  private static Cell current(NodeJson node) {
    return node.current() ? Cell.of("yes") : Cell.of("no").in(Style.WARNING);
  }
}
