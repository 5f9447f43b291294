package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.http.wire.ReceiptText;
import java.io.PrintWriter;

/**
 * Tells which nodes know of a change.
 *
 * @param effect what is so from now on, such as {@code dead}
 * @param risk what a node can do that does not know of it, such as {@code accept it}
 */
record ReceiptLine(String effect, String risk) {

  /** Of a token that was ended. */
  static final ReceiptLine OF_TOKEN = new ReceiptLine("dead", "accept it");

  /** Prints a line, unless there is no node that could have to know. */
  void print(PrintWriter out, ReceiptText receipt) {
    if (!receipt.isKnown() || receipt.nodes() > 0) {
      out.println("  " + text(receipt));
    }
  }

  private String text(ReceiptText receipt) {
    if (!receipt.isKnown()) {
      return "not known on how many nodes: another server may %s for one lease more"
          .formatted(risk);
    }
    String lapsed =
        receipt.lapsed() == 0 ? "" : ", %s of them by its lease".formatted(receipt.lapsed());
    return "%s on %s of %s node(s) after %s ms%s"
        .formatted(
            effect,
            receipt.acknowledged() + receipt.lapsed(),
            receipt.nodes(),
            receipt.waited().toMillis(),
            lapsed);
  }

  /** The same for a program. */
  static ObjectNode json(ReceiptText receipt) {
    ObjectNode json = JsonText.object().put("known", receipt.isKnown());
    if (receipt.isKnown()) {
      json.put("nodes", receipt.nodes())
          .put("acknowledged", receipt.acknowledged())
          .put("lapsed", receipt.lapsed())
          .put("ms", receipt.waited().toMillis());
    }
    return json;
  }
}
