package dev.latchkey.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the body of an answer part by part, each so that the client can read it when it
 * arrives, if the client takes gzip and it pays. Only what was asked for by GET is compressed: no
 * such answer ever holds a secret, whose letters could be guessed by how well they compress beside
 * what an attacker sends along (BREACH). Used by one thread at a time.
 */
final class BodyCoder {

  /** Below this the headers of the answer outweigh what compressing could save. */
  static final int MIN_SIZE = 1024;

  /** Leaves bodies as they are. */
  static final BodyCoder NONE = new BodyCoder(null);

  private static final List<String> GZIP = List.of("gzip", "x-gzip", "*");
  private static final int OK = 200;
  private static final int BUFFER_SIZE = 512;

  private final @Nullable Gzip gzip;

  private BodyCoder(@Nullable Gzip gzip) {
    this.gzip = gzip;
  }

  /**
   * Decides about an answer and says so in its headers.
   *
   * @param first the first part of its body
   * @param last whether there are no more
   */
  static BodyCoder of(HttpServerExchange exchange, byte[] first, boolean last) {
    boolean asked =
        exchange.getRequestMethod().equals(Methods.GET)
            || exchange.getRequestMethod().equals(Methods.HEAD);
    boolean pays = !last || first.length >= MIN_SIZE;
    if (!asked || !pays || exchange.getStatusCode() != OK) {
      return NONE;
    }
    exchange.getResponseHeaders().put(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
    boolean taken =
        Preferences.of(exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING)).allow(GZIP);
    if (!taken) {
      return NONE;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    return new BodyCoder(new Gzip());
  }

  /** A part of the body as it is sent. */
  byte[] code(byte[] part, boolean last) {
    return gzip == null ? part : gzip.code(part, last);
  }

  private static final class Gzip {

    private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    private final GZIPOutputStream coder;

    private Gzip() {
      try {
        coder = new GZIPOutputStream(coded, BUFFER_SIZE, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] code(byte[] part, boolean last) {
      try {
        coder.write(part);
        if (last) {
          coder.close();
        } else {
          coder.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      byte[] bytes = coded.toByteArray();
      coded.reset();
      return bytes;
    }
  }
}
