package dev.latchkey.cli;

import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Looks for a node that accepts a key after its expire was answered. Clients of every node verify
 * keys all the time, others expire them through a node at random, and who wants to breaks things
 * meanwhile.
 */
final class StaleYesHunt {

  /** How long a key is tried after its end: longer than any node may answer by its lease. */
  private static final long AFTERLIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private static final int SLOTS = 300;
  private static final int VERIFIERS_OF_NODE = 2;
  private static final int EXPIRERS = 4;
  private static final String CHECK = "/api/v2/auth/check";

  private final List<ServerProcess> nodes;
  private final String admin;
  private final LatchkeyClient client;
  private final AtomicReferenceArray<Target> slots = new AtomicReferenceArray<>(SLOTS);
  private final Queue<Target> ended = new ConcurrentLinkedQueue<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final LongAdder verifications = new LongAdder();
  private final AtomicInteger left;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** A key, and when what happened to it, by the clock of this process. */
  private static final class Target {
    final String token;
    volatile long expireSent = Long.MAX_VALUE;
    volatile long expireAnswered = Long.MAX_VALUE;
    volatile long lastAccepted;
    volatile boolean wasAccepted;

    Target(String token) {
      this.token = token;
    }

    String id() {
      return token.substring(0, 10);
    }

    synchronized void accepted(long at) {
      lastAccepted = wasAccepted ? Math.max(lastAccepted, at) : at;
      wasAccepted = true;
    }
  }

  /**
   * @param nodes all over one database
   * @param admin the token of a site owner
   * @param expiries how many keys are to be expired
   */
  StaleYesHunt(List<ServerProcess> nodes, String admin, int expiries) {
    this.nodes = nodes;
    this.admin = admin;
    client = nodes.get(0).client(admin);
    left = new AtomicInteger(expiries);
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, newTarget());
    }
  }

  /** What came of it. */
  record Findings(
      long verifications, List<String> violations, List<Long> expireNanos, List<Long> deadNanos) {

    String figures(String what) {
      return "| %s | %,d | %,d | %s | %s |"
          .formatted(
              what, expireNanos.size(), verifications, spread(expireNanos), spread(deadNanos));
    }

    private static String spread(List<Long> nanos) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return "%.1f / %.1f / %.1f ms"
          .formatted(part(sorted, 0.5), part(sorted, 0.99), part(sorted, 1));
    }

    private static double part(List<Long> sorted, double share) {
      return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
    }
  }

  /** Hunts until every key that was to be expired is, and was tried long enough afterwards. */
  Findings run() throws InterruptedException {
    for (ServerProcess node : nodes) {
      for (int i = 0; i < VERIFIERS_OF_NODE; i++) {
        begin(() -> verify(node));
      }
    }
    List<Thread> expirers = new ArrayList<>();
    for (int i = 0; i < EXPIRERS; i++) {
      expirers.add(begin(this::expire));
    }
    for (Thread expirer : expirers) {
      expirer.join();
    }
    TimeUnit.NANOSECONDS.sleep(AFTERLIFE_NANOS);
    stop();
    for (int i = 0; i < SLOTS; i++) {
      if (slots.get(i).expireAnswered != Long.MAX_VALUE) {
        ended.add(slots.get(i));
      }
    }
    return new Findings(
        verifications.sum(),
        List.copyOf(violations),
        ended.stream().map(target -> target.expireAnswered - target.expireSent).toList(),
        ended.stream()
            .filter(target -> target.wasAccepted)
            .map(target -> Math.max(0, target.lastAccepted - target.expireSent))
            .toList());
  }

  private void stop() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  private Thread begin(Runnable work) {
    Thread thread = new Thread(work, "hunt");
    threads.add(thread);
    thread.start();
    return thread;
  }

  private Target newTarget() {
    return new Target(
        client
            .createToken("me", new CreateTokenJson(null, null, List.of(), null, List.of()))
            .reveal());
  }

  private void verify(ServerProcess node) {
    Random random = ThreadLocalRandom.current();
    while (!over) {
      try (HttpLine line = new HttpLine(node.url())) {
        while (!over) {
          Target target = slots.get(random.nextInt(SLOTS));
          long start = System.nanoTime();
          int status = line.ask("GET", CHECK, target.token);
          judge(target, node, status, start);
        }
      } catch (IOException e) {
        // The node was paused for too long; it is asked again.
      }
    }
  }

  private void judge(Target target, ServerProcess node, int status, long start) {
    verifications.increment();
    if (status == 200) {
      target.accepted(start);
      if (start > target.expireAnswered) {
        violations.add(
            "%s accepted %s %.1f ms after its expire was answered"
                .formatted(node.url(), target.id(), (start - target.expireAnswered) / 1e6));
      }
    } else if (status == 401 && System.nanoTime() < target.expireSent) {
      violations.add("%s refused %s, which was live".formatted(node.url(), target.id()));
    }
  }

  private void expire() {
    Random random = ThreadLocalRandom.current();
    while (!over && left.get() > 0) {
      int slot = random.nextInt(SLOTS);
      Target target = slots.get(slot);
      synchronized (target) {
        if (target.expireSent != Long.MAX_VALUE) {
          replaceIfTriedEnough(slot, target);
          continue;
        }
        target.expireSent = System.nanoTime();
      }
      if (left.getAndDecrement() > 0) {
        expire(target, random);
      }
    }
  }

  private void replaceIfTriedEnough(int slot, Target target) {
    if (target.expireAnswered != Long.MAX_VALUE
        && System.nanoTime() - target.expireAnswered > AFTERLIFE_NANOS) {
      try {
        Target fresh = newTarget();
        if (slots.compareAndSet(slot, target, fresh)) {
          ended.add(target);
        }
      } catch (RuntimeException e) {
        // The first node has no database at the moment.
      }
    }
  }

  // A node without a database says 503: then another is asked, until one has done it.
  private void expire(Target target, Random random) {
    while (!over) {
      ServerProcess node = nodes.get(random.nextInt(nodes.size()));
      try (HttpLine line = new HttpLine(node.url())) {
        int status = line.ask("PUT", "/api/v2/users/me/keys/" + target.id() + "/expire", admin);
        if (status == 204) {
          target.expireAnswered = System.nanoTime();
          return;
        }
      } catch (IOException e) {
        // Asked again, elsewhere.
      }
    }
  }
}
