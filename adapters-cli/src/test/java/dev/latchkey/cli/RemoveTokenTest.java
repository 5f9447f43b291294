package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import java.nio.file.Path;
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

  private String create(String name) {
    Result created = admin.run("tokens", "create", "--name", name);
    assertThat(created.exitCode()).as(created.err()).isZero();
    return created.out().strip();
  }

  private String live() {
    return admin.run("tokens", "ls", "-c", "name", "--no-headers").out();
  }
}
