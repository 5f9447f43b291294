package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Progress;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.RowWriters;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.ReceiptText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    int done = 0;
    // On a terminal the tokens themselves are the progress.
    Terminal watched = context.terminal().out() ? Terminal.NONE : context.terminal();
    try (Progress progress = new Progress(context.err(), watched, "tokens " + deed())) {
      for (ApiKeyJson key : keys) {
        tell.accept(delete ? delete(key) : expire(key));
        done++;
        progress.add(1);
        // Whoever watches sees it go on, and an end by force leaves unsaid nothing that was done.
        context.out().flush();
      }
    } catch (FailedStep e) {
      tellHowFar(keys, done, mayHaveHappened(e.failure()));
      throw e;
    }
  }

  private boolean isOwn(ApiKeyJson key) {
    return backend.ownKeyId().equals(Optional.of(key.id()));
  }

  private ObjectNode delete(ApiKeyJson key) {
    ReceiptText receipt = Step.run("delete api key", () -> backend.delete(key.id()));
    print("Token has been deleted.", description.of(key), receipt);
    return json(key, "deleted", receipt);
  }

  private ObjectNode expire(ApiKeyJson key) {
    Expiry expiry = Step.run("expire api key", () -> backend.expire(key.id()));
    // What an expire changes is the end, and whoever has expired it says what the end is.
    boolean hadEnded = expiry.end().equals(Optional.of(key.expiresAt()));
    print(
        hadEnded ? "Token had expired already." : "Token has been expired.",
        description.of(key, hadEnded),
        expiry.receipt());
    ObjectNode json = json(key, hadEnded ? "had_expired" : "expired", expiry.receipt());
    if (hadEnded) {
      return json;
    }
    // The moment of the change is the end. Who has ended the key that asks can't ask for it.
    return expiry
        .end()
        .map(Instant::toString)
        .map(now -> json.put("expires_at", now).put("updated_at", now))
        .orElseGet(() -> json.without(List.of("expires_at", "updated_at")));
  }

  /** The record with what has become of it. */
  private static ObjectNode json(ApiKeyJson key, String outcome, ReceiptText receipt) {
    ObjectNode json = JsonText.tree(key).put("outcome", outcome);
    json.set("receipt", ReceiptLine.json(receipt));
    return json;
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
