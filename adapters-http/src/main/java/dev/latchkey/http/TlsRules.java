package dev.latchkey.http;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.util.stream.Stream;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;

/** Which TLS is spoken: 1.2 and 1.3, with forward secrecy and authenticated encryption only. */
final class TlsRules {

  private static final Sequence<String> PROTOCOLS = Sequence.of("TLSv1.3", "TLSv1.2");

  private TlsRules() {}

  static OptionMap applyTo(OptionMap socket, UndertowXnioSsl tls) {
    String[] known = tls.getSslContext().getDefaultSSLParameters().getCipherSuites();
    return OptionMap.builder()
        .addAll(socket)
        .set(Options.SSL_ENABLED_PROTOCOLS, PROTOCOLS)
        .set(
            Options.SSL_ENABLED_CIPHER_SUITES,
            Sequence.of(Stream.of(known).filter(TlsRules::isStrong).toArray(String[]::new)))
        .getMap();
  }

  // The suites of TLS 1.3 do not name how keys are agreed on: it is never without forward secrecy.
  private static boolean isStrong(String suite) {
    boolean forwardSecret = suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_");
    return forwardSecret && (suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_"));
  }
}
