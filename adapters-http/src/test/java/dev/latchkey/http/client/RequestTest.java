package dev.latchkey.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void givenAnyCharacters_whenTheyAreAPartOfAPath_thenNoProxyCanTakeThemForMore() {
    assertThat(Request.get("users", "..", "a/b?c#d%2F e\u00e9").path())
        .isEqualTo("/api/v2/users/%2E%2E/a%2Fb%3Fc%23d%252F%20e%C3%A9");
    assertThat(Request.get("audit").with("q", "a&b=c").with("limit", "1").query())
        .isEqualTo("q=a%26b%3Dc&limit=1");
  }
}
