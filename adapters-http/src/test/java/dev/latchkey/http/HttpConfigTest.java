package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConfigTest {

  private final HttpConfig standard = HttpConfig.at(new InetSocketAddress(1), "1.2.3");

  @Test
  void givenNothing_whenConfigured_thenTheDefaultsAreThoseOfTheDocumentation() {
    assertThat(standard.maxConnections()).isEqualTo(10_000);
    assertThat(standard.apiRateLimit()).isEqualTo(512);
    assertThat(standard.trustedProxies()).isEmpty();
    assertThat(standard.tls()).isNull();
  }

  @Test
  void givenAnUnknownHost_whenConfigured_thenItIsRefused() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpConfig.at(nowhere, "1"))
        .withMessageContaining("no.such.host.invalid");
  }

  @Test
  void givenANumberOutOfItsRange_whenConfigured_thenItIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.withShutdownGrace(Duration.ofSeconds(-1)))
        .withMessageContaining("shutdownGrace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.withMaxConnections(0))
        .withMessage("maxConnections: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.withApiRateLimit(0))
        .withMessage("apiRateLimit: 0 (expected: >= 1, or negative for no limit)");
  }

  @Test
  void givenAListOfProxies_whenItIsChangedLater_thenTheConfigurationStays() {
    List<CidrBlock> proxies = new ArrayList<>(List.of(CidrBlock.parse("10.0.0.0/8")));
    HttpConfig config = standard.withTrustedProxies(proxies);

    proxies.clear();

    assertThat(config.trustedProxies()).hasSize(1);
  }
}
