package dev.latchkey.jdbi;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands Flyway scripts that were read already. */
final class MigrationScripts implements ResourceProvider {

  private final List<Script> scripts;

  private MigrationScripts(List<Script> scripts) {
    this.scripts = scripts;
  }

  /**
   * The scripts for one kind of database. They are read here and not by Flyway, which can't look
   * into a named module.
   *
   * @param folder beside this class, with a slash at its end
   */
  static MigrationScripts in(String folder) {
    return new MigrationScripts(
        SchemaVersion.SCRIPTS.stream().map(name -> new Script(name, read(folder + name))).toList());
  }

  private static String read(String resource) {
    try (InputStream in = MigrationScripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return scripts.stream()
        .filter(script -> script.getRelativePath().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts.stream()
        .filter(script -> script.name.startsWith(prefix))
        .filter(script -> Stream.of(suffixes).anyMatch(script.name::endsWith))
        .<LoadableResource>map(script -> script)
        .toList();
  }

  /** One script, by its file name. */
  static final class Script extends LoadableResource {

    private final String name;
    private final String text;

    Script(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
