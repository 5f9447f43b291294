package dev.latchkey.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {

  @TempDir Path folder;

  @Test
  void givenSomebodyElseWhoHasMadeTheFileMeanwhile_whenFinished_thenItIsLeftAloneAndTold()
      throws Exception {
    Path file = folder.resolve("tokens.jsonl");
    try (ExportFile export = ExportFile.create(file.toString())) {
      export.write("{}\n");
      Files.writeString(file, "theirs");

      assertThatThrownBy(export::finish)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining(file + " exists already");
    }
    assertThat(file).hasContent("theirs");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
