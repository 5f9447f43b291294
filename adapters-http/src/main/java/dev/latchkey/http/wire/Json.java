package dev.latchkey.http.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns the records of this package into JSON and back. */
public final class Json {

  // A request nests two levels deep. More than this can only be an attack on the stack.
  private static final int MAX_DEPTH = 64;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final ObjectMapper MAPPER = newMapper();

  private Json() {}

  /**
   * The JSON of {@code value} in UTF-8, with HTML characters escaped and a line feed at the end.
   */
  public static byte[] write(Object value) {
    // By way of a text, because half a surrogate pair then becomes "?" instead of a failure.
    return (text(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The JSON of {@code value}, with HTML characters escaped. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON for a " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a record of this package, or nothing if the JSON is null; fields that it does not have
   * are passed over.
   *
   * @throws IOException if {@code json} is not JSON of that record; it repeats nothing of it
   */
  public static <T> Optional<T> readNullable(byte[] json, Class<T> type) throws IOException {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, type));
    } catch (IOException e) {
      throw new IOException(problemOf(e));
    }
  }

  /**
   * Reads the items of an array one by one while they come in; null counts as an empty array, and
   * what follows the array is not read.
   *
   * @param consumer gets each item; what it throws ends the reading
   * @throws IOException if {@code json} can't be read, or is not JSON of such an array; it repeats
   *     nothing of it
   */
  public static <T> void readItems(InputStream json, Class<T> type, Consumer<? super T> consumer)
      throws IOException {
    try (JsonParser parser = MAPPER.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.VALUE_NULL) {
        return;
      }
      if (first != JsonToken.START_ARRAY) {
        throw new IOException("the JSON is no array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        T item = parser.readValueAs(type);
        if (item == null) {
          throw new IOException("an item of the list is null");
        }
        consumer.accept(item);
      }
    } catch (JsonProcessingException e) {
      throw new IOException(problemOf(e));
    }
  }

  // The message of the parser, and every cause of it, may repeat what is in the answer: a secret.
  private static String problemOf(IOException e) {
    JsonLocation place = e instanceof JsonProcessingException json ? json.getLocation() : null;
    String kind = e.getClass().getSimpleName();
    return place == null
        ? kind
        : "%s at line %s, column %s".formatted(kind, place.getLineNr(), place.getColumnNr());
  }

  /**
   * Reads any JSON; what stands before it may be a byte order mark, and after it anything.
   *
   * @throws IOException if it is not JSON, or not UTF-8
   */
  static JsonNode readTree(byte[] json) throws IOException {
    // Decoded first, because the parser would guess at UTF-16 and UTF-32, too.
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    return MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  private static ObjectMapper newMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            // Otherwise a parse error repeats what was sent, which may be a secret.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    factory.setCharacterEscapes(new HtmlEscapes());
    return new ObjectMapper(factory)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
