package dev.latchkey.cli;

import dev.latchkey.http.client.ClientException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Looks for a node that accepts a key after its expire was answered. Clients of every node verify
 * keys all the time, others expire them through a node at random, and who wants to breaks things
 * meanwhile.
 */
final class StaleYesHunt implements AutoCloseable {

  private static final int KEYS = 200;
  private static final int EXPIRERS = 4;
  private static final int EXPIRES_A_SECOND = 15;
  private static final int TRIES_A_SECOND = 500;
  private static final int SECONDS_TO_KNOW_ALL = 60;

  private final List<HuntedNode> nodes = new ArrayList<>();
  private final String admin;
  private final LatchkeyClient client;
  private final AtomicReferenceArray<HuntedKey> keys = new AtomicReferenceArray<>(KEYS);
  private final Queue<HuntedKey> ended = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private long warmAt = System.nanoTime();
  private volatile boolean over;

  private StaleYesHunt(List<ServerProcess> servers, String admin) {
    this.admin = admin;
    client = servers.get(0).client(admin);
    for (ServerProcess server : servers) {
      nodes.add(new HuntedNode(nodes.size(), server, keys));
    }
    for (int i = 0; i < KEYS; i++) {
      keys.set(i, newKey());
    }
  }

  /**
   * Begins to verify keys, until each node has accepted each of them.
   *
   * @param servers all over one database
   * @param admin the token of a site owner
   */
  static StaleYesHunt begin(List<ServerProcess> servers, String admin) throws InterruptedException {
    StaleYesHunt hunt = new StaleYesHunt(servers, admin);
    for (HuntedNode node : hunt.nodes) {
      hunt.begin(node::roam);
      hunt.begin(node::follow);
    }
    for (HuntedNode node : hunt.nodes) {
      if (!node.awaitKnowsAll(SECONDS_TO_KNOW_ALL)) {
        hunt.close();
        throw new AssertionError(node.url() + " did not accept every key");
      }
    }
    return hunt;
  }

  private Thread begin(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                // Whatever it is: from now on nobody would look any more.
                failures.add(e);
              }
            },
            "hunt");
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Has so many keys expired that do not count in how long things take: the servers are new. */
  void warmUp(int expiries) {
    expire(expiries, EXPIRERS, nodes.size());
    warmAt = System.nanoTime();
  }

  /** Hunts until so many keys are expired, and were tried long enough afterwards. */
  HuntFindings run(int expiries) throws InterruptedException {
    return run(expiries, EXPIRERS, nodes.size());
  }

  /** The same, one after the other, so that none waits for another. */
  HuntFindings runOneByOne(int expiries) throws InterruptedException {
    return run(expiries, 1, nodes.size());
  }

  /**
   * The same, with keys that only the first nodes are asked to expire.
   *
   * @param able how many those are
   */
  HuntFindings run(int expiries, int able) throws InterruptedException {
    return run(expiries, EXPIRERS, able);
  }

  private HuntFindings run(int expiries, int expirerCount, int able) throws InterruptedException {
    expire(expiries, expirerCount, able);
    TimeUnit.NANOSECONDS.sleep(HuntedNode.AFTERLIFE_NANOS);
    close();
    requireNoFailure();
    for (int i = 0; i < KEYS; i++) {
      if (keys.get(i).isExpired()) {
        ended.add(keys.get(i));
      }
    }
    return findings();
  }

  private void expire(int expiries, int expirerCount, int able) {
    left.set(expiries);
    List<Thread> expirers = new ArrayList<>();
    for (int i = 0; i < expirerCount; i++) {
      expirers.add(begin(() -> expireThrough(nodes.subList(0, able))));
    }
    expirers.forEach(StaleYesHunt::join);
  }

  @Override
  public void close() {
    over = true;
    nodes.forEach(HuntedNode::end);
    threads.forEach(Thread::interrupt);
    threads.forEach(StaleYesHunt::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireNoFailure() {
    if (!failures.isEmpty()) {
      AssertionError dead = new AssertionError(failures.size() + " of the hunters died");
      failures.forEach(dead::addSuppressed);
      throw dead;
    }
  }

  private HuntFindings findings() {
    List<HuntedKey> warm = ended.stream().filter(key -> key.isExpiredAfter(warmAt)).toList();
    return new HuntFindings(
        nodes.stream().mapToLong(HuntedNode::verifications).sum(),
        nodes.stream().flatMap(node -> staleYes(node).stream()).toList(),
        nodes.stream().flatMap(node -> node.wrongNo().stream()).toList(),
        warm.stream().map(HuntedKey::expireNanos).toList(),
        warm.stream().map(HuntedKey::deadElsewhereNanos).toList(),
        nodes.stream().map(this::acceptedAlive).toList());
  }

  private List<String> staleYes(HuntedNode node) {
    List<String> found = new ArrayList<>();
    for (HuntedKey key : ended) {
      key.staleNanos(node.number())
          .ifPresent(
              nanos ->
                  found.add(
                      String.format(
                          Locale.ROOT,
                          "%s accepted %s %.1f ms after its expire was answered",
                          node.url(),
                          key.id(),
                          nanos / 1e6)));
    }
    return found;
  }

  private int acceptedAlive(HuntedNode node) {
    return (int) ended.stream().filter(key -> key.wasAcceptedAliveBy(node.number())).count();
  }

  private HuntedKey newKey() {
    CreateTokenJson unnamed = new CreateTokenJson(null, null, List.of(), null, List.of());
    return new HuntedKey(client.createToken("me", unnamed).reveal(), nodes.size());
  }

  private void expireThrough(List<HuntedNode> able) {
    Pace pace = new Pace(EXPIRES_A_SECOND);
    while (!over && left.getAndDecrement() > 0) {
      pace.await();
      expire(nextToExpire(), able);
    }
  }

  // Its last try at the latest was long ago for those in whose place a new one comes.
  private HuntedKey nextToExpire() {
    Random random = ThreadLocalRandom.current();
    while (true) {
      int slot = random.nextInt(KEYS);
      HuntedKey key = keys.get(slot);
      if (key.beginExpire(System.nanoTime())) {
        return key;
      }
      if (key.isExpiredFor(HuntedNode.AFTERLIFE_NANOS)) {
        replace(slot, key);
      }
    }
  }

  private void replace(int slot, HuntedKey key) {
    try {
      if (keys.compareAndSet(slot, key, newKey())) {
        ended.add(key);
      }
    } catch (ClientException e) {
      // The first node has no database at the moment.
    }
  }

  // A node without a database says 503: then another is asked, until one has done it.
  private void expire(HuntedKey key, List<HuntedNode> able) {
    nodes.forEach(node -> node.follow(key));
    Pace pace = new Pace(TRIES_A_SECOND);
    while (!over) {
      pace.await();
      HuntedNode node = able.get(ThreadLocalRandom.current().nextInt(able.size()));
      long sent = System.nanoTime();
      try (HttpLine line = new HttpLine(node.url())) {
        if (line.ask("PUT", "/api/v2/users/me/keys/" + key.id() + "/expire", admin) == 204) {
          key.expired(node.number(), sent, System.nanoTime());
          return;
        }
      } catch (IOException e) {
        // Asked again, elsewhere.
      }
    }
  }
}
