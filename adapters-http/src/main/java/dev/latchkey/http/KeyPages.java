package dev.latchkey.http;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.usecase.ListKeys;
import dev.latchkey.core.usecase.ListKeys.Listed;
import dev.latchkey.core.usecase.ListKeys.Query;
import dev.latchkey.core.user.UserId;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON array of a list of tokens, a page of it at a time, so that a list of millions takes no
 * more memory than a page. The first page is read at once, so that a refusal still finds a place.
 */
final class KeyPages implements Iterator<byte[]> {

  private static final int PAGE_SIZE = 500;

  private final ListKeys listKeys;
  private final Caller caller;
  private final @Nullable UserId owner;
  private final boolean includeExpired;
  private Listed current;
  private State state = State.FIRST;

  private enum State {
    FIRST,
    MORE,
    DONE
  }

  KeyPages(ListKeys listKeys, Caller caller, @Nullable UserId owner, boolean includeExpired) {
    this.listKeys = listKeys;
    this.caller = caller;
    this.owner = owner;
    this.includeExpired = includeExpired;
    current = listKeys.execute(caller, new Query(owner, includeExpired, null, PAGE_SIZE));
  }

  @Override
  public boolean hasNext() {
    return state != State.DONE;
  }

  @Override
  public byte[] next() {
    if (state == State.DONE) {
      throw new NoSuchElementException("the list has no more pages");
    }
    boolean first = state == State.FIRST;
    if (!first) {
      current =
          listKeys.execute(caller, new Query(owner, includeExpired, current.next(), PAGE_SIZE));
    }
    state = current.next() == null ? State.DONE : State.MORE;
    return json(first).getBytes(StandardCharsets.UTF_8);
  }

  private String json(boolean first) {
    StringBuilder json = new StringBuilder();
    String separator = first ? "[" : ",";
    for (OwnedKey key : current.keys()) {
      json.append(separator).append(Json.text(ApiKeyJson.from(key)));
      separator = ",";
    }
    if (first && current.keys().isEmpty()) {
      json.append('[');
    }
    return state == State.DONE ? json.append("]\n").toString() : json.toString();
  }
}
