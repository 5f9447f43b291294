package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CidrBlockTest {

  @Test
  void givenABlock_whenAddressesAreLookedFor_thenThoseWithItsPrefixAreInIt() {
    assertIn("10.0.0.0/8", "10.0.0.0", "10.255.255.255");
    assertNotIn("10.0.0.0/8", "11.0.0.0", "9.255.255.255", "::a00:1");
    assertIn("192.0.2.128/25", "192.0.2.128", "192.0.2.255");
    assertNotIn("192.0.2.128/25", "192.0.2.127");
    assertIn("192.0.2.7", "192.0.2.7");
    assertNotIn("192.0.2.7", "192.0.2.6");
    assertIn("0.0.0.0/0", "0.0.0.0", "255.255.255.255");
    assertNotIn("0.0.0.0/0", "::1");
    assertIn("2001:db8::/33", "2001:db8::1", "2001:db8:7fff::");
    assertNotIn("2001:db8::/33", "2001:db8:8000::", "2001:db9::");
    assertIn("::1", "::1");
    assertNotIn("::1", "::2", "127.0.0.1");
  }

  @Test
  void givenAnIpv4AddressWrittenAsIpv6_whenLookedFor_thenItIsTheIpv4Address() {
    assertIn("10.0.0.0/8", "::ffff:10.1.2.3");
  }

  @Test
  void givenABlock_whenWritten_thenItCanBeReadAgain() {
    for (String text : List.of("10.0.0.0/8", "192.0.2.7/32", "2001:db8:0:0:0:0:0:0/32")) {
      assertThat(CidrBlock.parse(text)).hasToString(text);
    }
  }

  @Test
  void givenWhatIsNoBlock_whenRead_thenItIsRefusedAndNoNameServerIsAsked() {
    for (String text :
        List.of(
            "",
            "/8",
            "10.0.0.0/",
            "10.0.0.0/x",
            "10.0.0/8",
            "010.0.0.0/8",
            "256.0.0.0",
            "localhost",
            "example.com/8",
            "1:2",
            ":::",
            "fe80::1%eth0",
            "[::1]",
            "10.0.0.0 /8",
            "1.2.3.4:80")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> CidrBlock.parse(text))
          .withMessage(
              "\""
                  + text
                  + "\" (expected: an address or a block of them, such as 192.0.2.7, 10.0.0.0/8 or"
                  + " 2001:db8::/32)");
    }
  }

  @Test
  void givenAPrefixThatDoesNotFit_whenRead_thenItIsSaidWhatWouldFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse("10.1.2.3/8"))
        .withMessage("10.1.2.3/8 has bits behind its prefix (expected: 10.0.0.0/8)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse("10.0.0.0/33"))
        .withMessage("/33 (expected: /0 to /32 for 10.0.0.0)");
  }

  private static void assertIn(String block, String... addresses) {
    for (String address : addresses) {
      assertThat(CidrBlock.parse(block).contains(address(address))).as(address).isTrue();
    }
  }

  private static void assertNotIn(String block, String... addresses) {
    for (String address : addresses) {
      assertThat(CidrBlock.parse(block).contains(address(address))).as(address).isFalse();
    }
  }

  private static InetAddress address(String text) {
    return IpLiteral.parse(text).orElseThrow();
  }
}
