package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Breaks things in a cluster on a thread of its own, one after the other. */
final class Trouble implements AutoCloseable {

  private final Cluster cluster;
  private final Random random;
  private final Map<Kind, Integer> happened = new EnumMap<>(Kind.class);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "trouble");
  private volatile @Nullable Throwable failure;

  /** What can happen. */
  enum Kind {
    PAUSED_NODE,
    CUT_OFF_NODE,
    FROZEN_NODE,
    LOST_NOTICES,
    DEAD_LISTENERS,
    RESTARTED_DATABASE
  }

  private Trouble(Cluster cluster, long seed) {
    this.cluster = cluster;
    random = new Random(seed);
  }

  static Trouble begin(Cluster cluster, long seed) {
    Trouble trouble = new Trouble(cluster, seed);
    trouble.thread.start();
    return trouble;
  }

  /**
   * Mends what is broken, and breaks nothing any more.
   *
   * @return how often what has happened
   */
  Map<Kind, Integer> end() {
    close();
    if (failure != null) {
      throw new AssertionError("there was less trouble than there should be", failure);
    }
    return happened;
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isOver()) {
        // Each once before one comes again.
        List<Kind> round = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(round, random);
        for (Kind kind : round) {
          happen(kind);
        }
      }
    } catch (Throwable e) {
      failure = e;
    } finally {
      cluster.ways().forEach(DatabaseProxy::heal);
    }
  }

  private boolean isOver() {
    return over.getCount() == 0;
  }

  private void happen(Kind kind) throws Exception {
    if (isOver()) {
      return;
    }
    if (cause(kind, random.nextInt(cluster.nodes().size()), 100L + random.nextInt(2_000))) {
      happened.merge(kind, 1, Integer::sum);
    }
    cluster.ways().forEach(DatabaseProxy::heal);
    await(random.nextInt(500));
  }

  /** Whether it had any effect. */
  private boolean cause(Kind kind, int victim, long millis) throws Exception {
    switch (kind) {
      case PAUSED_NODE -> pause(cluster.nodes().get(victim), millis);
      case CUT_OFF_NODE -> {
        cluster.wayOf(victim).cut();
        await(millis);
      }
      case FROZEN_NODE -> {
        cluster.wayOf(victim).freeze();
        await(millis);
      }
      case LOST_NOTICES -> {
        return loseNotices(millis);
      }
      case DEAD_LISTENERS -> {
        return cluster.endListeners() > 0;
      }
      case RESTARTED_DATABASE -> {
        cluster.crashDatabase();
        await(millis);
      }
    }
    return true;
  }

  private void pause(ServerProcess node, long millis) throws Exception {
    node.pause();
    try {
      await(millis);
    } finally {
      node.resume();
    }
  }

  private boolean loseNotices(long millis) throws InterruptedException {
    long before = lost();
    cluster.ways().forEach(way -> way.loseNotices(0.5));
    await(millis);
    return lost() > before;
  }

  private long lost() {
    return cluster.ways().stream().mapToLong(DatabaseProxy::lost).sum();
  }

  private void await(long millis) throws InterruptedException {
    over.await(millis, TimeUnit.MILLISECONDS);
  }
}
