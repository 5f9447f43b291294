package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.ExpiredToken.Outcome;
import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.AtEnd;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.RowWriters;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.ReceiptText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Removes tokens one after the other, and tells how far it came. */
final class TokenRemoval {

  private final ProcessContext context;
  private final Backend backend;
  private final TokenDescription description;
  private final boolean delete;
  private final ResultFormat format;

  /**
   * @param delete whether their records go, too
   */
  TokenRemoval(
      ProcessContext context,
      Backend backend,
      TokenDescription description,
      boolean delete,
      ResultFormat format) {
    this.context = context;
    this.backend = backend;
    this.description = description;
    this.delete = delete;
    this.format = format;
  }

  void run(List<ApiKeyJson> keys) {
    // The key that is used goes last, or the others could not be removed by it.
    List<ApiKeyJson> inOrder = new ArrayList<>(keys);
    inOrder.sort((one, other) -> Boolean.compare(isOwn(one), isOwn(other)));
    if (format == ResultFormat.JSON) {
      try (RowWriter<ObjectNode> array = RowWriters.json(context.out())) {
        remove(inOrder, array::write);
      }
    } else {
      remove(inOrder, told -> {});
    }
  }

  private void remove(List<ApiKeyJson> keys, Consumer<ObjectNode> tell) {
    // An end by force looks at it, too.
    List<ApiKeyJson> done = Collections.synchronizedList(new ArrayList<>());
    try {
      if (delete) {
        deleteAll(keys, done, tell);
      } else {
        expireAll(keys, done, tell);
      }
    } catch (FailedStep e) {
      tellHowFar(keys, done.size(), mayHaveHappened(e.failure()));
      throw e;
    }
  }

  private void deleteAll(List<ApiKeyJson> keys, List<ApiKeyJson> done, Consumer<ObjectNode> tell) {
    // On a terminal the tokens themselves are the progress.
    Terminal watched = context.terminal().out() ? Terminal.NONE : context.terminal();
    try (Progress progress = new Progress(context.err(), watched, "tokens deleted")) {
      for (ApiKeyJson key : keys) {
        ReceiptText receipt = Step.run("delete api key", () -> backend.delete(key.id()));
        print("Token has been deleted.", description.of(key), receipt);
        tell.accept(json(JsonText.tree(key), "deleted", receipt));
        done.add(key);
        progress.add(1);
        // Whoever watches sees it go on, and an end by force leaves unsaid nothing that was done.
        context.out().flush();
      }
    }
  }

  private void expireAll(List<ApiKeyJson> keys, List<ApiKeyJson> done, Consumer<ObjectNode> tell) {
    Map<ApiKeyJson, ReceiptText> receipts = new LinkedHashMap<>();
    Map<String, Instant> ends = new HashMap<>();
    List<ApiKeyJson> others = keys.stream().filter(key -> !isOwn(key)).toList();
    AtEnd forced = new AtEnd(() -> tellHowFar(keys, done.size(), done.size() < keys.size()));
    try (forced;
        Progress progress = new Progress(context.err(), context.terminal(), "tokens expired")) {
      Consumer<ApiKeyJson> expire =
          key -> {
            receipts.put(key, Step.run("expire api key", () -> backend.expire(key.id())));
            done.add(key);
            progress.add(1);
          };
      others.forEach(expire);
      // Only when all are dead, because none of them must wait for it; and while it can be asked.
      readEnds(others, ends);
      keys.stream().filter(this::isOwn).forEach(expire);
    } finally {
      receipts.forEach((key, receipt) -> tell(expired(key, receipt, ends), tell));
      context.out().flush();
    }
  }

  // They are expired all the same, and who is not answered now is not for the others.
  private void readEnds(List<ApiKeyJson> keys, Map<String, Instant> ends) {
    for (ApiKeyJson key : keys) {
      try {
        ends.put(key.id(), backend.endOf(key.id()));
      } catch (BackendException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          return;
        }
      }
    }
  }

  private ExpiredToken expired(ApiKeyJson key, ReceiptText receipt, Map<String, Instant> ends) {
    Instant end = ends.get(key.id());
    if (end != null) {
      return ExpiredToken.endingAt(key, receipt, end);
    }
    // The key by which this was done was live until then.
    Outcome outcome = isOwn(key) ? Outcome.EXPIRED : Outcome.IS_EXPIRED;
    return new ExpiredToken(key, receipt, outcome, Optional.empty());
  }

  private boolean isOwn(ApiKeyJson key) {
    return backend.ownKeyId().equals(Optional.of(key.id()));
  }

  private void tell(ExpiredToken expired, Consumer<ObjectNode> tell) {
    Outcome outcome = expired.outcome();
    print(outcome.text(), expired.describedBy(description), expired.receipt());
    tell.accept(json(expired.json(), outcome.name().toLowerCase(Locale.ROOT), expired.receipt()));
  }

  /** The record with what has become of it. */
  private static ObjectNode json(ObjectNode record, String outcome, ReceiptText receipt) {
    record.put("outcome", outcome).set("receipt", ReceiptLine.json(receipt));
    return record;
  }

  private void print(String outcome, String described, ReceiptText receipt) {
    if (format == ResultFormat.TEXT) {
      context.out().println(outcome);
      context.out().println("  " + described);
      ReceiptLine.OF_TOKEN.print(context.out(), receipt);
    }
  }

  // A refusal is an answer. When there was none, or the fault is there, nobody can tell from here.
  private static boolean mayHaveHappened(BackendException failure) {
    return failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.FAULT;
  }

  private String deed() {
    return delete ? "deleted" : "expired";
  }

  private void tellHowFar(List<ApiKeyJson> keys, int done, boolean isNextUnknown) {
    String deed = deed();
    int untouched = isNextUnknown ? done + 1 : done;
    if (keys.size() > 1) {
      tell("%s of %s token(s) were %s".formatted(done, keys.size(), deed), keys.subList(0, done));
    }
    if (isNextUnknown) {
      tell("It is not known whether this one was " + deed, keys.subList(done, untouched));
      context
          .err()
          .println(
              "  'latchkey tokens view %s' shows how it is now.".formatted(keys.get(done).id()));
    }
    if (keys.size() > 1) {
      tell(
          "%s token(s) were not touched".formatted(keys.size() - untouched),
          keys.subList(untouched, keys.size()));
    }
    context.err().flush();
  }

  private void tell(String text, List<ApiKeyJson> keys) {
    context.err().println(text + (keys.isEmpty() ? "." : ":"));
    keys.forEach(key -> context.err().println("  " + TokenDescription.name(key)));
  }
}
