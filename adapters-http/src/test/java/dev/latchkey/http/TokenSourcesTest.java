package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a request carries its token, and which one counts (contract section 2.1). */
class TokenSourcesTest {

  private static final String ME = "/api/v2/users/me";
  private static final String BAD = "nonsense";

  /** In the order of the contract. */
  private enum Source {
    COOKIE,
    QUERY,
    HEADER,
    BEARER,
    ACCESS_TOKEN;

    void put(String token, List<String> query, List<String> headers) {
      switch (this) {
        case COOKIE -> headers.addAll(List.of("Cookie", "coder_session_token=" + token));
        case QUERY -> query.add("coder_session_token=" + token);
        case HEADER -> headers.addAll(List.of("Coder-Session-Token", token));
        case BEARER -> headers.addAll(List.of("Authorization", "Bearer " + token));
        case ACCESS_TOKEN -> query.add("access_token=" + token);
      }
    }
  }

  private final TestServer server = TestServer.start();
  private String token;

  @BeforeEach
  void createUser() {
    token = server.tokenOf(server.site().member("maria"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenOneSource_whenCalled_thenItsTokenCounts() {
    for (Source source : Source.values()) {
      assertThat(call(source, token, source, token)).as(source.name()).isEqualTo(200);
      assertThat(call(source, BAD, source, BAD)).as(source.name()).isEqualTo(401);
    }
  }

  @Test
  void givenAnyTwoSources_whenTheyDiffer_thenTheEarlierOneCountsHoweverItEnds() {
    for (Source first : Source.values()) {
      for (Source second : Source.values()) {
        if (first.compareTo(second) < 0) {
          String both = first + " and " + second;
          assertThat(call(first, token, second, BAD)).as(both).isEqualTo(200);
          assertThat(call(first, BAD, second, token)).as(both).isEqualTo(401);
          assertThat(call(first, "", second, token)).as(both + ", empty").isEqualTo(200);
        }
      }
    }
  }

  @Test
  void givenASourceTwice_whenTheyDiffer_thenTheFirstCounts() {
    for (Source source : Source.values()) {
      assertThat(callTwice(source, token, BAD)).as(source.name()).isEqualTo(200);
      assertThat(callTwice(source, BAD, token)).as(source.name()).isEqualTo(401);
    }
  }

  @Test
  void givenSeveralCookies_whenOneIsTheToken_thenItIsFoundAmongThem() {
    String cookie = "coder_session_token=" + token;

    for (String cookies :
        List.of(
            "a=b;" + cookie,
            "a=b; " + cookie + "; c=d",
            "coder_session_token=\"" + token + "\"",
            "coder_session_token=; " + cookie,
            ";; =; a; " + cookie + ";")) {
      assertThat(server.get(ME, null, "Cookie", cookies).statusCode()).as(cookies).isEqualTo(200);
    }
    for (String cookies :
        List.of(
            "Coder_Session_Token=" + token,
            "xcoder_session_token=" + token,
            "a=\"" + cookie + "\"",
            "coder_session_token=\"" + token)) {
      assertThat(server.get(ME, null, "Cookie", cookies).statusCode()).as(cookies).isEqualTo(401);
    }
  }

  @Test
  void givenAnAuthorization_whenItsSchemeIsAnother_thenItIsNoToken() {
    for (String value : List.of("Basic " + token, token, "Bearer" + token, "Bearer", "Bearer  ")) {
      HttpResponse<String> response = server.get(ME, null, "Authorization", value);

      assertThat(response.statusCode()).as(value).isEqualTo(401);
      assertThat(response.body()).as(value).contains("must be provided.");
    }
    for (String value : List.of("BEARER " + token, "bEARER   " + token + " ")) {
      assertThat(server.get(ME, null, "Authorization", value).statusCode())
          .as(value)
          .isEqualTo(200);
    }
  }

  @Test
  void givenAnAccessToken_whenItHasSpacesAroundIt_thenTheyAreNoPartOfIt() {
    assertThat(server.get(ME + "?access_token=%20" + token + "+", null).statusCode())
        .isEqualTo(200);
    assertThat(server.get(ME + "?coder_session_token=%20" + token, null).statusCode())
        .isEqualTo(401);
  }

  @Test
  void givenAnOpenRoute_whenTheTokenIsBad_thenNobodyLooksAtIt() {
    for (String path : List.of("/api/v2/buildinfo", "/api/v2/users/first", "/healthz")) {
      assertThat(server.get(path, BAD).statusCode()).as(path).isEqualTo(200);
    }
  }

  private int call(Source first, String firstToken, Source second, String secondToken) {
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    first.put(firstToken, query, headers);
    if (first != second) {
      second.put(secondToken, query, headers);
    }
    return call(query, headers);
  }

  private int callTwice(Source source, String firstToken, String secondToken) {
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    Stream.of(firstToken, secondToken).forEach(each -> source.put(each, query, headers));
    return call(query, headers);
  }

  private int call(List<String> query, List<String> headers) {
    String path = query.isEmpty() ? ME : ME + "?" + String.join("&", query);
    return server.get(path, null, headers.toArray(String[]::new)).statusCode();
  }
}
