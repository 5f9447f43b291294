package dev.latchkey.http;

import dev.latchkey.core.port.Receipt;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import dev.latchkey.http.wire.ReceiptText;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param headers those of this answer only; what every answer has is not among them. Of two with
 *     the same name the last counts
 * @param body the parts of the body, read once; none for an empty body. Reading the first part does
 *     not fail
 */
record Answer(int status, List<Header> headers, Iterator<byte[]> body) {

  private static final Header JSON_TYPE =
      new Header(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
  private static final Header TEXT_TYPE =
      new Header(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");

  Answer {
    headers = List.copyOf(headers);
  }

  static Answer empty(int status) {
    return new Answer(status, List.of(), Collections.emptyIterator());
  }

  static Answer json(int status, Object json) {
    return json(status, List.of(Json.write(json)).iterator());
  }

  static Answer json(int status, Iterator<byte[]> parts) {
    return new Answer(status, List.of(JSON_TYPE), parts);
  }

  /** A text of any type. */
  static Answer of(String contentType, byte[] text) {
    Header type = new Header(Headers.CONTENT_TYPE, contentType);
    return new Answer(200, List.of(type), List.of(text).iterator());
  }

  static Answer message(int status, String message) {
    return json(status, ErrorJson.of(message));
  }

  static Answer text(int status, String text) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, List.of(TEXT_TYPE), List.of(body).iterator());
  }

  /** The same for a change of which the nodes know. */
  Answer with(Receipt receipt) {
    return with(ReceiptText.HEADER, ReceiptText.from(receipt).text());
  }

  Answer with(String header, String value) {
    return with(new HttpString(header), value);
  }

  Answer with(HttpString header, String value) {
    return with(new Header(header, value));
  }

  Answer with(Header header) {
    List<Header> more = new ArrayList<>(headers.size() + 1);
    more.addAll(headers);
    more.add(header);
    return new Answer(status, more, body);
  }

  /** A header of an answer, and its value. */
  record Header(HttpString name, String value) {}
}
