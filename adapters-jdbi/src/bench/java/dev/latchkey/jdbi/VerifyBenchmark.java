package dev.latchkey.jdbi;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to verify a key from memory, beside the least that it could take: the hash of the
 * secret and one look into a map.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {

  private static final String UNKNOWN = "0123456789-" + "s".repeat(22);

  /** How many other keys are remembered. */
  @Param({"0", "100000"})
  public int others;

  private Path folder;
  private Latchkey latchkey;
  private VerifyKey verifyKey;
  private String live;
  private String dead;
  private final Map<String, Object> map = new ConcurrentHashMap<>();

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("bench");
    VerificationCache cache = new VerificationCache(200_000, VerificationCache.DEFAULT_LEASE, Duration.ZERO);
    KeyStore store = JdbiKeyStore.sqlite(folder.resolve("keys.db"), cache);
    latchkey = Latchkey.on(store).build();
    verifyKey = latchkey.verifyKey();
    Caller caller = Caller.system("bench");
    User user = latchkey.createUser().execute(caller, NewUser.member("bench"));
    live = issue(caller, user, "live").plaintext().reveal();
    IssuedKey ended = issue(caller, user, "dead");
    dead = ended.plaintext().reveal();
    require(latchkey.expireKey().execute(caller, ended.key().id()).result().expiredAt() != null);
    map.put(live.substring(0, 10), live);
    remember(store, user);
    require(verifyKey.execute(live).isValid());
    require(!verifyKey.execute(dead).isValid());
  }

  private void remember(KeyStore store, User user) {
    SecureRandom random = new SecureRandom();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<PlaintextKey> tokens = new ArrayList<>();
    store
            .transactor()
            .inTransaction(
                unitOfWork -> {
                  for (int i = 0; i < others; i++) {
                    PlaintextKey token = PlaintextKey.generate(random);
                    tokens.add(token);
                    unitOfWork.keys().insert(key(token, user, i, now), now);
                  }
                  return others;
                });
    // Looked up and not verified, or storing that they were used would go on beside the measuring.
    tokens.forEach(token -> require(store.directory().find(token.id()).isPresent()));
  }

  private static ApiKey key(PlaintextKey token, User user, int number, Instant now) {
    return ApiKey.issue(
        token,
        user.id(),
        new TokenName("other-" + number),
        List.of(Scope.ALL),
        AllowList.EVERYTHING,
        now,
        now.plus(Duration.ofDays(1)),
        ApiKey.NO_ADDRESS);
  }

  private IssuedKey issue(Caller caller, User user, String name) {
    return latchkey.createKey().execute(caller, user.id(), NewToken.named(name));
  }

  private static void require(boolean expected) {
    if (!expected) {
      throw new IllegalStateException("the benchmark is wrong");
    }
  }

  @Benchmark
  public Object hashAndMap() throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(live.substring(11).getBytes(StandardCharsets.UTF_8));
    return hash[0] == 0 ? hash : map.get(live.substring(0, 10));
  }

  @Benchmark
  public Verification liveKey() {
    return verifyKey.execute(live);
  }

  @Benchmark
  public Verification deadKey() {
    return verifyKey.execute(dead);
  }

  @Benchmark
  public Verification unknownKey() {
    return verifyKey.execute(UNKNOWN);
  }

  @TearDown
  public void close() throws IOException {
    latchkey.close();
  }
}
