package dev.latchkey.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the documents of the project and the tagged regions of the tests in this module. */
final class Documents {

  // Tests run in the folder of their module.
  private static final Path DOCS = Path.of("").toAbsolutePath();
  private static final Path README = DOCS.resolveSibling("README.md");
  private static final Path SOURCES = DOCS.resolve("src/test/java");

  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern REGION =
      Pattern.compile("(?s) *// tag::(\\w+)\\[\\]\n(.*?) *// end::\\1\\[\\]\n");

  private Documents() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> docs = Files.walk(DOCS)) {
      return Stream.concat(
              Stream.of(README),
              docs.filter(file -> file.toString().endsWith(".md"))
                  .filter(file -> !file.startsWith(DOCS.resolve("target"))))
          .toList();
    }
  }

  static Stream<String> javaBlocks(Path document) throws IOException {
    return JAVA_BLOCK
        .matcher(Files.readString(document))
        .results()
        .map(block -> block.group(1))
        .toList()
        .stream();
  }

  static List<String> testedSnippets() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      return sources.filter(Files::isRegularFile).flatMap(Documents::regions).toList();
    }
  }

  private static Stream<String> regions(Path source) {
    try {
      return REGION
          .matcher(Files.readString(source))
          .results()
          .map(Documents::withoutIndent)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutIndent(MatchResult region) {
    // The last line counts for the indent even if it is empty.
    return region.group(2).stripTrailing().stripIndent() + "\n";
  }
}
