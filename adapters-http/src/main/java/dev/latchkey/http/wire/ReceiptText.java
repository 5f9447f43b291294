package dev.latchkey.http.wire;

import dev.latchkey.core.port.Receipt;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which nodes know of a change, as a header of the answer says it. None of them accepts any more
 * what the change has ended.
 *
 * @param isKnown false if the server could not tell, or did not; the other numbers are zero then
 * @param nodes how many nodes answer from memory
 * @param acknowledged how many of them have said that they know of the change
 * @param lapsed how many of them have lost the lease by which they answer from memory
 * @param waited how long that took, in whole milliseconds
 */
public record ReceiptText(
    boolean isKnown, int nodes, int acknowledged, int lapsed, Duration waited) {

  /** The header. */
  public static final String HEADER = "X-Latchkey-Receipt";

  private static final String UNKNOWN = "unknown";
  private static final Pattern FORM =
      Pattern.compile(
          "nodes=%1$s, acknowledged=%1$s, lapsed=%1$s, ms=%1$s".formatted("([0-9]{1,9})"));

  /** The same from the core. */
  public static ReceiptText from(Receipt receipt) {
    return new ReceiptText(
        receipt.isKnown(),
        receipt.nodes(),
        receipt.acknowledged(),
        receipt.lapsed(),
        Duration.ofMillis(receipt.waited().toMillis()));
  }

  /** Reads the text of the header; one that is not known if it is anything else. */
  public static ReceiptText parse(String text) {
    Matcher numbers = FORM.matcher(text);
    return numbers.matches()
        ? new ReceiptText(
            true,
            number(numbers, 1),
            number(numbers, 2),
            number(numbers, 3),
            Duration.ofMillis(number(numbers, 4)))
        : new ReceiptText(false, 0, 0, 0, Duration.ZERO);
  }

  private static int number(Matcher numbers, int group) {
    return Integer.parseInt(numbers.group(group));
  }

  /** The text of the header. */
  public String text() {
    return isKnown
        ? "nodes=%s, acknowledged=%s, lapsed=%s, ms=%s"
            .formatted(nodes, acknowledged, lapsed, waited.toMillis())
        : UNKNOWN;
  }
}
