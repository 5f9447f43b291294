package dev.latchkey.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No example in a document can rot: each is a tagged region of a test in this module. */
class SnippetsTest {

  @Test
  void givenTheDocuments_whenTheyShowJava_thenATestCompilesAndRunsExactlyThoseLines()
      throws IOException {
    List<String> shown = new ArrayList<>();
    for (Path document : Documents.all()) {
      Documents.javaBlocks(document).forEach(shown::add);
    }

    assertThat(shown).isNotEmpty();
    assertThat(Documents.testedSnippets()).containsAll(shown);
  }

  @Test
  void givenTheReadme_whenItShowsHowToEmbed_thenThatTakesTenLines() throws IOException {
    assertThat(Documents.testedSnippets())
        .anySatisfy(
            snippet -> assertThat(snippet).startsWith("try (Latchkey latchkey").hasLineCount(10));
  }
}
