package dev.latchkey.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.Receipt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTextTest {

  @Test
  void givenAReceipt_whenWrittenAndRead_thenItIsTheSame() {
    ReceiptText receipt = ReceiptText.from(new Receipt(true, 3, 2, 1, Duration.ofMillis(1014)));

    assertThat(receipt.text()).isEqualTo("nodes=3, acknowledged=2, lapsed=1, ms=1014");
    assertThat(ReceiptText.parse(receipt.text())).isEqualTo(receipt);
  }

  @Test
  void givenNoReceipt_whenRead_thenItIsNotKnown() {
    for (String text : List.of("", "unknown", "nodes=3", "nodes=99999999999, acknowledged=2")) {
      assertThat(ReceiptText.parse(text)).isEqualTo(ReceiptText.from(Receipt.UNKNOWN));
    }
    assertThat(ReceiptText.from(Receipt.UNKNOWN).text()).isEqualTo("unknown");
  }
}
