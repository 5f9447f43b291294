package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  private static final String PROXY = "10.0.0.1";
  private static final String STRANGER = "192.0.2.1";
  private static final String CLIENT = "198.51.100.7";

  private final ClientAddress proxies =
      new ClientAddress(List.of(CidrBlock.parse("10.0.0.0/8"), CidrBlock.parse("2001:db8::/32")));

  @Test
  void givenNobodyIsTrusted_whenARequestNamesAnother_thenTheConnectionDecides() {
    ClientAddress nobody = new ClientAddress(List.of());

    assertThat(of(nobody, PROXY, "X-Forwarded-For", CLIENT)).isEqualTo(PROXY);
    assertThat(of(nobody, "127.0.0.1", "Forwarded", "for=" + CLIENT)).isEqualTo("127.0.0.1");
  }

  @Test
  void givenAStranger_whenTheyNameAnother_thenTheConnectionDecides() {
    assertThat(of(STRANGER, "X-Forwarded-For", CLIENT)).isEqualTo(STRANGER);
    assertThat(of(STRANGER, "X-Forwarded-For", CLIENT + ", " + PROXY)).isEqualTo(STRANGER);
    assertThat(of(STRANGER, "Forwarded", "for=" + CLIENT)).isEqualTo(STRANGER);
  }

  @Test
  void givenATrustedProxy_whenItNamesItsClient_thenThatIsTheClient() {
    for (String hop : List.of(CLIENT, CLIENT + ":4711", " " + CLIENT + " ")) {
      assertThat(of(PROXY, "X-Forwarded-For", hop)).as(hop).isEqualTo(CLIENT);
    }
    for (String element :
        List.of(
            "for=" + CLIENT,
            "For=\"" + CLIENT + ":4711\"",
            "proto=https;for=" + CLIENT + ";by=" + PROXY,
            "by=\"[2001:db8::1]\" ; FOR = " + CLIENT)) {
      assertThat(of(PROXY, "Forwarded", element)).as(element).isEqualTo(CLIENT);
    }
  }

  @Test
  void givenIpv6_whenAProxyNamesItsClient_thenThatIsTheClient() {
    for (String hop : List.of("2a00::7", "[2a00::7]", "[2a00::7]:443")) {
      assertThat(of("2001:db8::1", "X-Forwarded-For", hop)).as(hop).isEqualTo("2a00:0:0:0:0:0:0:7");
      assertThat(of("2001:db8::1", "Forwarded", "for=\"" + hop + "\""))
          .as(hop)
          .isEqualTo("2a00:0:0:0:0:0:0:7");
    }
  }

  @Test
  void givenAForgedBeginning_whenTheProxyAppendsItsClient_thenTheForgeryIsNotBelieved() {
    for (String forged :
        List.of("1.2.3.4", "10.9.9.9", "1.2.3.4, 10.9.9.9", "", ",", "\"", "unknown", "x\"y,\"")) {
      assertThat(of(PROXY, "X-Forwarded-For", forged + ", " + CLIENT)).as(forged).isEqualTo(CLIENT);
      assertThat(of(PROXY, "X-Forwarded-For", forged, "X-Forwarded-For", CLIENT))
          .as(forged)
          .isEqualTo(CLIENT);
      assertThat(of(PROXY, "Forwarded", "for=" + forged + ", for=" + CLIENT))
          .as(forged)
          .isEqualTo(CLIENT);
      assertThat(of(PROXY, "Forwarded", "for=\"" + forged + ", for=" + CLIENT))
          .as(forged)
          .isEqualTo(CLIENT);
    }
  }

  @Test
  void givenAProxyThatWritesXForwardedFor_whenAClientForgesForwarded_thenItIsNotBelieved() {
    assertThat(of(PROXY, "Forwarded", "for=1.2.3.4", "X-Forwarded-For", CLIENT)).isEqualTo(CLIENT);
  }

  @Test
  void givenSeveralTrustedProxies_whenTheyAppend_thenTheLastStrangerIsTheClient() {
    assertThat(of(PROXY, "X-Forwarded-For", "1.2.3.4, " + CLIENT + ", 10.0.0.3, 10.0.0.2"))
        .isEqualTo(CLIENT);
    assertThat(of(PROXY, "Forwarded", "for=1.2.3.4,for=" + CLIENT + ",for=\"[2001:db8::2]:80\""))
        .isEqualTo(CLIENT);
  }

  @Test
  void givenOnlyTrustedHops_whenAllAreRead_thenTheFirstIsTheClient() {
    assertThat(of(PROXY, "X-Forwarded-For", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
  }

  @Test
  void givenWhatIsNoAddress_whenItIsReached_thenTheProxyThatSentItIsTheClient() {
    for (String hop :
        List.of("", "unknown", "_hidden", "example.com", "999.1.1.1", "1.2.3.4.5", "[::1", "%00")) {
      assertThat(of(PROXY, "X-Forwarded-For", CLIENT + ", " + hop)).as(hop).isEqualTo(PROXY);
      assertThat(of(PROXY, "Forwarded", "for=" + CLIENT + ", for=" + hop)).as(hop).isEqualTo(PROXY);
    }
    assertThat(of(PROXY, "Forwarded", "for=" + CLIENT + ", by=x;proto=http")).isEqualTo(PROXY);
    assertThat(of(PROXY)).isEqualTo(PROXY);
  }

  private String of(String peer, String... headers) {
    return of(proxies, peer, headers);
  }

  private static String of(ClientAddress proxies, String peer, String... headers) {
    HeaderMap map = new HeaderMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(new HttpString(headers[i]), headers[i + 1]);
    }
    return proxies.of(IpLiteral.parse(peer).orElseThrow(), map).getHostAddress();
  }
}
