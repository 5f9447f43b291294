package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Person;
import dev.latchkey.cli.text.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removing tokens, above all what it does not do. */
class RemoveTokenTest {

  private static final Terminal PERSON = new Terminal(true, false, true, 80, false);

  @TempDir Path home;

  private final TestServer server = new TestServer();
  private InProcess admin;

  @BeforeEach
  void setUp() {
    admin =
        new InProcess(home)
            .with("LATCHKEY_URL", server.url())
            .with("LATCHKEY_TOKEN", server.ownerToken());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void givenSeveralTokens_whenOneIsUnknown_thenNoneIsExpired() {
    create("one");
    create("two");

    Result removed = admin.run("tokens", "rm", "one", "nope", "two");

    assertThat(removed.exitCode()).isEqualTo(3);
    assertThat(removed.out()).isEmpty();
    assertThat(removed.err()).contains("a token named \"nope\" of yours");
    assertThat(live()).contains("one", "two");
  }

  @Test
  void givenTokensOnStandardInput_whenRemoved_thenAllOfThemAreExpired() {
    String one = create("one");
    create("two");
    create("three");

    Result removed =
        admin.typing("two\n\n  " + one.substring(0, 10) + "  \ntwo\n").run("tokens", "rm", "-");

    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(removed.out().lines().filter(line -> line.equals("Token has been expired.")))
        .hasSize(2);
    assertThat(live()).contains("three").doesNotContain("one", "two");
    assertThat(admin.typing("\n").run("tokens", "rm", "-").exitCode()).isEqualTo(2);
  }

  @Test
  void givenAToken_whenRemovedForAProgram_thenItIsToldAsItIsNow() {
    String id = create("one").substring(0, 10);
    server.clock.advance(Duration.ofHours(1));

    String removed = admin.run("tokens", "rm", id, "-o", "json").out();
    server.clock.advance(Duration.ofHours(1));
    String again = admin.run("tokens", "rm", id, "-o", "json").out();
    List<String> viewed = times(admin.run("tokens", "view", id, "-o", "json").out());

    assertThat(viewed).hasSize(4);
    assertThat(times(removed)).isEqualTo(viewed);
    assertThat(times(again)).isEqualTo(viewed);
  }

  private static List<String> times(String json) {
    return json.lines()
        .map(String::strip)
        .filter(line -> line.matches("\"(created_at|updated_at|expires_at|last_used)\": .*"))
        .toList();
  }

  @Test
  void givenANameThatIsTheIdOfAnotherToken_whenRemoved_thenItIsAskedWhichIsMeant() {
    String id = create("victim").substring(0, 10);
    String named = create(id).substring(0, 10);

    Result removed = admin.run("tokens", "rm", id);

    assertThat(removed.exitCode()).isEqualTo(2);
    assertThat(removed.err()).contains(id + " is the name of the token " + named);
    assertThat(live()).contains("victim", id);
    assertThat(admin.run("tokens", "rm", named).exitCode()).isZero();
    assertThat(live()).contains("victim");
  }

  @Test
  void givenAPerson_whenTheyDoNotAgreeToDelete_thenNothingIsDeleted() {
    create("ci");

    for (String answer : new String[] {"n\n", "\n", "", "maybe\n"}) {
      Result removed = admin.before(PERSON).typing(answer).run("tokens", "rm", "--delete", "ci");
      assertThat(removed.exitCode()).isEqualTo(1);
      assertThat(removed.err())
          .contains("ci (", "Delete the record(s) of 1 token(s) for good? [y/N]")
          .contains("nothing was changed");
    }
    assertThat(live()).contains("ci");

    assertThat(admin.before(PERSON).typing("y\n").run("tokens", "rm", "--delete", "ci").exitCode())
        .isZero();
    assertThat(admin.run("tokens", "view", "ci").exitCode()).isEqualTo(3);
  }

  @Test
  void givenNobodyWhoCanBeAsked_whenSomethingIsDeleted_thenItNeedsYesAndNothingIsChanged() {
    create("ci");
    admin.run("users", "create", "bob");

    Result token = admin.run("tokens", "rm", "--delete", "ci");
    Result piped = admin.typing("ci\n").run("tokens", "rm", "--delete", "-");
    Result user = admin.run("users", "delete", "bob");

    for (Result refused : List.of(token, piped, user)) {
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("it needs --yes", "Nothing was changed");
    }
    assertThat(live()).contains("ci");
    assertThat(admin.run("users", "view", "bob").exitCode()).isZero();
    assertThat(admin.typing("ci\n").run("tokens", "rm", "--delete", "-", "-y").exitCode()).isZero();
    assertThat(admin.run("users", "delete", "bob", "--yes").exitCode()).isZero();
  }

  @Test
  void givenTokensOnStandardInput_whenDeletedBeforeATerminal_thenThePersonIsAskedThere() {
    create("one");
    create("two");
    List<String> questions = new ArrayList<>();

    Result kept =
        admin
            .typing("one\ntwo\n")
            .askedBesides(answering("n", questions))
            .run("tokens", "rm", "--delete", "-");
    Result deleted =
        admin
            .typing("one\ntwo\n")
            .askedBesides(answering("y", questions))
            .run("tokens", "rm", "--delete", "-");

    assertThat(kept.exitCode()).isEqualTo(1);
    assertThat(deleted.exitCode()).isZero();
    assertThat(questions)
        .hasSize(2)
        .allMatch(question -> question.contains("one (") && question.contains("two ("))
        .allMatch(question -> question.endsWith("[y/N] "));
    assertThat(live()).doesNotContain("one", "two");
  }

  private static Person answering(String answer, List<String> questions) {
    return new Person() {
      @Override
      public Optional<String> line(String question) {
        questions.add(question);
        return Optional.of(answer);
      }

      @Override
      public Optional<String> secret(String question) {
        throw new AssertionError("nobody should be asked for a secret");
      }
    };
  }

  @Test
  void givenAPerson_whenTheySayYesBefore_thenTheyAreNotAsked() {
    create("ci");

    Result removed = admin.before(PERSON).run("tokens", "rm", "--delete", "--yes", "ci");

    assertThat(removed.exitCode()).isZero();
    assertThat(removed.err()).isEmpty();
  }

  @Test
  void givenTheTokenThatIsUsed_whenRemovedWithOthers_thenItIsToldBeforeAndGoesLast() {
    create("one");
    String own = server.ownerToken().substring(0, 10);

    Result removed = admin.run("tokens", "rm", own, "one");

    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(removed.err()).startsWith("One of these is the token that you are using");
    assertThat(removed.out()).containsSubsequence("  one (", "  owner-token (");
    assertThat(admin.run("tokens", "ls").exitCode()).isEqualTo(4);
  }

  @Test
  void givenAnAnswerThatIsLost_whenDeleted_thenItSaysWhichAreDoneWhichIsUnknownAndWhichAreNot()
      throws IOException {
    String one = create("one").substring(0, 10);
    String two = create("two").substring(0, 10);
    String three = create("three").substring(0, 10);
    try (LosingLine line =
        new LosingLine(server.url(), "DELETE /api/v2/users/me/keys/" + two + " ")) {

      Result removed =
          admin
              .with("LATCHKEY_URL", line.url())
              .run("tokens", "rm", "--delete", "-y", "one", "two", "three");

      assertThat(removed.exitCode()).as(removed.err()).isEqualTo(5);
      assertThat(removed.err())
          .startsWith(
              """
              1 of 3 token(s) were deleted:
                one (%s)
              It is not known whether this one was deleted:
                two (%s)
                'latchkey tokens view %2$s' shows how it is now.
              1 token(s) were not touched:
                three (%s)
              """
                  .formatted(one, two, three));
      assertThat(live()).contains("three").doesNotContain("one", "two");
    }
  }

  @Test
  void givenAnAnswerThatIsLost_whenOneTokenIsExpired_thenItSaysThatThisIsNotKnown()
      throws IOException {
    String id = create("ci").substring(0, 10);
    try (LosingLine line = new LosingLine(server.url(), "PUT ")) {
      Result removed = admin.with("LATCHKEY_URL", line.url()).run("tokens", "rm", "ci");

      assertThat(removed.exitCode()).as(removed.err()).isEqualTo(5);
      assertThat(removed.out()).isEmpty();
      assertThat(removed.err())
          .startsWith("It is not known whether this one was expired:\n  ci (" + id + ")\n")
          .contains("'latchkey tokens view " + id + "'")
          .doesNotContain("not touched");
    }
  }

  @Test
  void givenAClockThatIsWrong_whenExpired_thenTheServerDecidesWhetherTheTokenHadEnded() {
    create("live");
    assertThat(admin.run("tokens", "create", "-n", "ended", "--lifetime", "1h").exitCode())
        .isZero();
    server.clock.advance(Duration.ofHours(2));

    Result ahead = admin.at(TestServer.NOW.plus(Duration.ofDays(100))).run("tokens", "rm", "live");
    Result behind = admin.at(TestServer.NOW).run("tokens", "rm", "ended");

    assertThat(ahead.out()).startsWith("Token has been expired.\n  live (").contains(", due 2026");
    assertThat(behind.out())
        .startsWith("Token had expired already.\n  ended (")
        .contains(", ended 2026");
  }

  @Test
  void givenATokenThatIsNamedByTheHashOfACommit_whenRemovedByThatName_thenItIsExpired() {
    String hash = "3f9d2a7b1c8e4f6a0b5d3c9e7f1a2b4c6d8e0f1a";
    create(hash);

    Result removed = admin.run("tokens", "rm", hash);

    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(live()).doesNotContain(hash);
  }

  @Test
  void givenMoreTokensThanMayBeReadAMinute_whenExpired_thenAllDieFirstAndNothingIsClaimed() {
    try (TestServer busy = TestServer.taking(8)) {
      InProcess owner =
          new InProcess(home)
              .with("LATCHKEY_URL", busy.url())
              .with("LATCHKEY_TOKEN", busy.ownerToken());
      List<String> rm = new ArrayList<>(List.of("tokens", "rm", "-v"));
      for (String name : List.of("a", "b", "c", "d", "e")) {
        Result created = owner.run("tokens", "create", "-n", name, "--lifetime", "1h");
        rm.add(created.out().substring(0, 10));
      }
      busy.clock.advance(Duration.ofHours(2));

      Result removed = owner.run(rm.toArray(String[]::new));

      assertThat(removed.exitCode()).as(removed.err()).isZero();
      assertThat(removed.out().lines().filter(line -> line.startsWith("Token")))
          .containsExactly(
              "Token had expired already.",
              "Token had expired already.",
              "Token had expired already.",
              "Token is expired.",
              "Token is expired.");
      assertThat(
              removed.err().lines().map(line -> line.replaceFirst(" .* status ([0-9]+),.*", " $1")))
          .endsWith(
              Stream.of(
                      Stream.generate(() -> "PUT 204").limit(5),
                      Stream.generate(() -> "GET 200").limit(3),
                      Stream.of("GET 429"))
                  .flatMap(each -> each)
                  .toArray(String[]::new));
    }
  }

  private String create(String name) {
    Result created = admin.run("tokens", "create", "--name", name);
    assertThat(created.exitCode()).as(created.err()).isZero();
    return created.out().strip();
  }

  private String live() {
    return admin.run("tokens", "ls", "-c", "name", "--no-headers").out();
  }
}
