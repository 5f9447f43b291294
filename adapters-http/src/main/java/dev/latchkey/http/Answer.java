package dev.latchkey.http;

import dev.latchkey.core.port.Receipt;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import dev.latchkey.http.wire.ReceiptText;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param headers those of this answer only; what every answer has is not among them
 * @param body the parts of the body, read once; none for an empty body. Reading the first part does
 *     not fail
 */
record Answer(int status, Map<HttpString, String> headers, Iterator<byte[]> body) {

  private static final String JSON_TYPE = "application/json; charset=utf-8";
  private static final String TEXT_TYPE = "text/plain; charset=utf-8";

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), Collections.emptyIterator());
  }

  static Answer json(int status, Object json) {
    return json(status, List.of(Json.write(json)).iterator());
  }

  static Answer json(int status, Iterator<byte[]> parts) {
    return new Answer(status, Map.of(Headers.CONTENT_TYPE, JSON_TYPE), parts);
  }

  /** A text of any type. */
  static Answer of(String contentType, byte[] text) {
    return new Answer(200, Map.of(Headers.CONTENT_TYPE, contentType), List.of(text).iterator());
  }

  static Answer message(int status, String message) {
    return json(status, ErrorJson.of(message));
  }

  static Answer text(int status, String text) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, Map.of(Headers.CONTENT_TYPE, TEXT_TYPE), List.of(body).iterator());
  }

  /** The same for a change of which the nodes know. */
  Answer with(Receipt receipt) {
    return with(ReceiptText.HEADER, ReceiptText.from(receipt).text());
  }

  Answer with(String header, String value) {
    return with(new HttpString(header), value);
  }

  Answer with(HttpString header, String value) {
    Map<HttpString, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
