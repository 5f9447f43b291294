package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several servers a URL leads to. */
final class PostgresUrlTest {

  @Test
  void givenSeveralHosts_whenNothingElseIsSaid_thenOnlyThePrimaryWillDo() {
    assertThat(PostgresUrl.of("jdbc:postgresql://one,two/keys").text())
        .isEqualTo("jdbc:postgresql://one,two/keys?targetServerType=primary");
    assertThat(PostgresUrl.of("jdbc:postgresql://one,two/keys?user=ada").text())
        .isEqualTo("jdbc:postgresql://one,two/keys?user=ada&targetServerType=primary");
  }

  @Test
  void givenASingleHost_whenRead_thenTheUrlStaysAsItIs() {
    String url = "jdbc:postgresql://one/keys?user=ada,ben";

    assertThat(PostgresUrl.of(url).text()).isEqualTo(url);
  }

  @Test
  void givenThePrimaryByName_whenRead_thenTheUrlStaysAsItIs() {
    for (String type : List.of("primary", "master")) {
      String url = "jdbc:postgresql://one,two/keys?targetServerType=" + type + "&user=ada";

      assertThat(PostgresUrl.of(url).text()).isEqualTo(url);
    }
  }

  @Test
  void givenServersThatMayLagBehind_whenRead_thenTheUrlIsRefusedWithoutItsPassword() {
    for (String type :
        List.of("any", "secondary", "preferSecondary", "preferPrimary", "primary2")) {
      assertThatThrownBy(
              () ->
                  PostgresUrl.of(
                      "jdbc:postgresql://one,two/keys?password=hunter2&targetServerType=" + type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: targetServerType=primary")
          .hasMessageNotContaining("hunter2");
    }
  }
}
