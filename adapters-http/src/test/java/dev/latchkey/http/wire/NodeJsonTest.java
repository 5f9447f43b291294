package dev.latchkey.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NodeJsonTest {

  @Test
  void givenANode_whenWritten_thenEveryFieldIsThere() {
    Node node =
        new Node(
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            "keys-1:4711",
            Instant.parse("2026-03-01T12:00:00Z"),
            Instant.parse("2026-03-01T12:00:00.5Z"),
            true,
            Duration.ofSeconds(1));

    assertThat(new String(Json.write(NodeJson.from(node)), StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"id\":\"11111111-2222-3333-4444-555555555555\",\"name\":\"keys-1:4711\","
                + "\"started_at\":\"2026-03-01T12:00:00Z\",\"seen_at\":\"2026-03-01T12:00:00.5Z\","
                + "\"current\":true,\"lease_ms\":1000}");
  }
}
