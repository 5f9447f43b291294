package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.key.AllowList.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowListTest {

  private static final Set<String> TYPES = Set.of("api_key", "user", "workspace");
  private static final List<String> IDS =
      List.of("00000000-0000-0000-0000-000000000001", "f47ac10b-58cc-4372-a567-0e02b2c3d479");

  @Test
  void givenNoEntries_whenNormalised_thenEverythingIsPermitted() {
    assertThat(AllowList.of(List.of())).isEqualTo(AllowList.EVERYTHING).hasToString("[*:*]");
    assertThat(AllowList.EVERYTHING.isEverything()).isTrue();
  }

  @Test
  void givenTheEntryForEverything_whenNormalised_thenItAloneIsLeft() {
    assertThat(listOf("workspace:" + IDS.get(0), "*:*", "user:*")).hasToString("[*:*]");
  }

  @Test
  void givenAWildcardOfAType_whenNormalised_thenItSwallowsTheIdsOfThatTypeOnly() {
    assertThat(listOf("workspace:" + IDS.get(0), "workspace:*", "user:" + IDS.get(1)))
        .hasToString("[user:" + IDS.get(1) + ", workspace:*]");
  }

  @Test
  void givenATokenInAnEntry_whenItIsRefused_thenItsSecretIsNotRepeated() {
    String secret = "aB3dE6gH9jK2mN5pQ8sT1v";

    assertThatThrownBy(() -> new Entry("user:", "a1B2c3D4e5-" + secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a1B2c3D4e5-****")
        .hasMessageNotContaining(secret);
  }

  @Test
  void givenRandomEntries_whenNormalised_thenOrderAndRepetitionDoNotMatterAndMeaningIsKept() {
    Random random = new Random(20_260_301);
    for (int round = 0; round < 2_000; round++) {
      List<Entry> entries = randomEntries(random);
      AllowList list = AllowList.of(entries);

      List<Entry> shuffled = new ArrayList<>(entries);
      shuffled.addAll(entries);
      Collections.shuffle(shuffled, random);
      assertThat(AllowList.of(shuffled)).isEqualTo(list).hasSameHashCodeAs(list);
      assertThat(AllowList.of(list.entries())).isEqualTo(list);
      assertThat(list.entries()).isSorted().doesNotHaveDuplicates().isNotEmpty();
      for (String type : TYPES) {
        for (String id : IDS) {
          assertThat(list.permits(type, UUID.fromString(id)))
              .as("%s in %s", type + ":" + id, entries)
              .isEqualTo(entries.isEmpty() || entries.stream().anyMatch(e -> means(e, type, id)));
        }
      }
    }
  }

  @Test
  void givenTwoLists_whenOneCoversTheOther_thenItPermitsAllThatTheOtherDoes() {
    Random random = new Random(7);
    int covered = 0;
    for (int round = 0; round < 2_000; round++) {
      AllowList wide = AllowList.of(randomEntries(random));
      AllowList narrow = AllowList.of(randomEntries(random));
      assertThat(wide.covers(wide)).isTrue();
      assertThat(AllowList.EVERYTHING.covers(narrow)).isTrue();
      if (!wide.covers(narrow)) {
        continue;
      }
      covered++;
      for (String type : TYPES) {
        assertThat(wide.permitsAllOf(type) || !narrow.permitsAllOf(type)).isTrue();
        for (String id : IDS) {
          UUID uuid = UUID.fromString(id);
          assertThat(wide.permits(type, uuid) || !narrow.permits(type, uuid)).isTrue();
        }
      }
    }
    assertThat(covered).isGreaterThan(100);
  }

  @Test
  void givenAListOfOneWorkspace_whenAskedForAnythingElse_thenItIsNotPermitted() {
    AllowList list = listOf("workspace:" + IDS.get(0));

    assertThat(list.permits("workspace", UUID.fromString(IDS.get(0)))).isTrue();
    assertThat(list.permits("workspace", UUID.fromString(IDS.get(1)))).isFalse();
    assertThat(list.permits("user", UUID.fromString(IDS.get(0)))).isFalse();
    assertThat(list.permitsAllOf("workspace")).isFalse();
    assertThat(list.covers(AllowList.EVERYTHING)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "workspace, invalid allow_list entry \"workspace\": want <type>:<id>",
    "a:b:c, invalid allow_list entry \"a:b:c\": want <type>:<id>",
    ":*, invalid allow_list entry \":*\": want <type>:<id>",
    "user:, invalid allow_list entry \"user:\": want <type>:<id>",
    "pony:*, unknown resource type \"pony\"",
    "user:1, invalid user ID (must be UUID): \"1\"",
    "user:1-1-1-1-1, invalid user ID (must be UUID): \"1-1-1-1-1\"",
    "user:f47ac10b0-58c-4372-a567-0e02b2c3d479,"
        + " invalid user ID (must be UUID): \"f47ac10b0-58c-4372-a567-0e02b2c3d479\"",
  })
  void givenAMalformedEntry_whenParsed_thenTheContractsWordsSayWhatIsWrong(
      String text, String message) {
    assertThatThrownBy(() -> Entry.parse(text, TYPES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void givenAUuidInCapitals_whenParsed_thenItIsTheSameEntry() {
    assertThat(listOf("user:F47AC10B-58CC-4372-A567-0E02B2C3D479"))
        .isEqualTo(listOf("user:f47ac10b-58cc-4372-a567-0e02b2c3d479"));
  }

  private static boolean means(Entry entry, String type, String id) {
    return (entry.type().equals("*") || entry.type().equals(type))
        && (entry.id().equals("*") || entry.id().equals(id));
  }

  private static AllowList listOf(String... texts) {
    return AllowList.of(List.of(texts).stream().map(text -> Entry.parse(text, TYPES)).toList());
  }

  private static List<Entry> randomEntries(Random random) {
    List<String> types = List.of("*", "api_key", "user", "workspace");
    List<String> ids = List.of("*", IDS.get(0), IDS.get(1));
    List<Entry> entries = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      entries.add(
          new Entry(types.get(random.nextInt(types.size())), ids.get(random.nextInt(ids.size()))));
    }
    return entries;
  }
}
