package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A {@link BusyNode} in a process of its own. It answers each line that it is told with one. */
final class BusyChild {

  static final String USE = "use ";
  static final String USED = "used";
  static final String EXPIRE = "expire ";
  static final String EXPIRED = "expired ";
  static final String EXPECT_DEAD = "dead";
  static final String REFUSED = "refused";

  private static final int USES = 5;

  private BusyChild() {}

  /**
   * Takes the URL of the database, the start of the {@link HurryingClock}, and how many keys are
   * remembered.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    HurryingClock clock = new HurryingClock(Long.parseLong(args[1]));
    VerificationCache cache =
        new VerificationCache(
            Integer.parseInt(args[2]), VerificationCache.DEFAULT_LEASE, Duration.ZERO);
    try (JdbiKeyStore store = JdbiKeyStore.open(args[0], cache);
        BusyNode node = new BusyNode(store, cache, clock);
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      ChildProcess.say(ChildProcess.READY);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String answer = answer(node, order);
        ChildProcess.say(node.failures().isEmpty() ? answer : node.failures().toString());
      }
    }
  }

  private static String answer(BusyNode node, String order) throws InterruptedException {
    if (order.startsWith(USE)) {
      node.use(order.substring(USE.length()), USES);
      return USED;
    }
    if (order.startsWith(EXPIRE)) {
      return EXPIRED + node.expire(new KeyId(order.substring(EXPIRE.length())));
    }
    if (order.equals(EXPECT_DEAD)) {
      node.expectDead();
      return REFUSED;
    }
    throw new IllegalArgumentException(order);
  }
}
