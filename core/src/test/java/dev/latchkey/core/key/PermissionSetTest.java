package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PermissionSetTest {

  private static final PermissionSet READ = PermissionSet.of("api_key:read");
  private static final PermissionSet ANY = PermissionSet.of("api_key:*");

  @Test
  void givenASetOfOne_whenAsked_thenItPermitsThatAlone() {
    assertThat(READ.permits("api_key", "read")).isTrue();
    assertThat(READ.permits("api_key", "delete")).isFalse();
    assertThat(READ.permits("workspace", "read")).isFalse();
    assertThat(READ.permitsAnyOn("api_key")).isTrue();
    assertThat(READ.permitsAnyOn("api")).isFalse();
    assertThat(READ.isEverything()).isFalse();
  }

  @Test
  void givenAWildcard_whenAsked_thenItPermitsEveryActionOfItsType() {
    assertThat(ANY.permits("api_key", "delete")).isTrue();
    assertThat(ANY.permits("workspace", "delete")).isFalse();
  }

  @Test
  void givenEverythingAndNothing_whenAsked_thenTheyPermitAllAndNone() {
    assertThat(PermissionSet.ALL.permits("pony", "ride")).isTrue();
    assertThat(PermissionSet.ALL.permitsAnyOn("pony")).isTrue();
    assertThat(PermissionSet.NONE.permits("api_key", "read")).isFalse();
    assertThat(PermissionSet.NONE.permitsAnyOn("api_key")).isFalse();
  }

  @Test
  void givenTwoSets_whenOneIsBroader_thenItCoversTheOtherAndNotTheReverse() {
    assertThat(ANY.covers(READ)).isTrue();
    assertThat(READ.covers(ANY)).isFalse();
    assertThat(PermissionSet.ALL.covers(ANY)).isTrue();
    assertThat(ANY.covers(PermissionSet.ALL)).isFalse();
    assertThat(READ.covers(PermissionSet.NONE)).isTrue();
    assertThat(PermissionSet.NONE.covers(READ)).isFalse();
    assertThat(PermissionSet.ALL.covers(PermissionSet.ALL)).isTrue();
  }

  @Test
  void givenAUnion_whenAsked_thenItPermitsWhatAnyPartPermits() {
    PermissionSet union = PermissionSet.union(List.of(READ, PermissionSet.of("workspace:*")));

    assertThat(union.permits("api_key", "read")).isTrue();
    assertThat(union.permits("workspace", "stop")).isTrue();
    assertThat(union.permits("api_key", "delete")).isFalse();
    assertThat(PermissionSet.union(List.of(READ, PermissionSet.ALL)).isEverything()).isTrue();
    assertThat(PermissionSet.union(List.of()).permits("api_key", "read")).isFalse();
  }

  @Test
  void givenSomethingThatIsNoPermission_whenASetIsMade_thenItSaysWhatIsExpected() {
    for (String text : new String[] {"read", "*:*", "a b:read", ":", "a:b:c"}) {
      assertThatThrownBy(() -> PermissionSet.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(expected: <resource type>:<action>)");
    }
  }
}
