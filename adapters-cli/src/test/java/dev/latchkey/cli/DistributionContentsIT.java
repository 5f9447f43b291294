package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the distribution beside the launcher, and whether it tells the truth about it. */
class DistributionContentsIT {

  private static final Path DISTRIBUTION = Path.of("target/latchkey");
  private static final Set<String> TEXT_IS_SHARED = Set.of("Apache-2.0", "Public Domain");

  @TempDir Path folder;

  @Test
  void givenTheJars_whenComparedWithTheBillOfMaterials_thenItListsEachWithItsHash()
      throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode component : components()) {
      expected.put(jarName(component), hash(component));
    }

    Map<String, String> jars = new TreeMap<>();
    for (Path jar : files(DISTRIBUTION.resolve("lib"))) {
      // Beside them is the list of classes for the launcher.
      if (jar.toString().endsWith(".jar")) {
        jars.put(jar.getFileName().toString(), sha256(jar));
      }
    }
    // The bill is of latchkey-cli, which is therefore no part of it.
    String own = "latchkey-cli-" + ProductVersion.read() + ".jar";
    assertThat(jars.remove(own)).isNotNull();
    assertThat(jars).isEqualTo(expected).hasSizeGreaterThan(40);
  }

  @Test
  void givenTheJarsOfOthers_whenTheirLicencesAreRead_thenEachIsNamedAndItsTextIsThere()
      throws IOException {
    Path licences = DISTRIBUTION.resolve("licences");
    Map<String, String> named = new TreeMap<>();
    Pattern row = Pattern.compile("\\| (\\S+) \\| (.+) \\|");
    Files.readAllLines(licences.resolve("README.md")).stream()
        .map(row::matcher)
        .filter(line -> line.matches() && !line.group(1).equals("jar"))
        .forEach(line -> named.put(line.group(1), line.group(2)));

    Map<String, String> declared = new TreeMap<>();
    for (JsonNode component : components()) {
      if (!component.path("group").asText().equals("dev.latchkey")) {
        declared.put(component.path("name").asText(), licence(component));
      }
    }
    assertThat(named.entrySet())
        .as("licences/README.md beside what the authors declare; read the licence of what is new")
        .containsExactlyInAnyOrderElementsOf(declared.entrySet())
        .hasSizeGreaterThan(40);
    assertThat(licences.resolve("Apache-2.0.txt"))
        .content()
        .contains("Apache License", "END OF TERMS");
    named.forEach(
        (jar, licence) -> {
          if (!TEXT_IS_SHARED.contains(licence)) {
            assertThat(texts(licences.resolve(jar))).as(jar).isNotEmpty();
          }
        });
  }

  @Test
  void givenTheCommands_whenTheManualIsLookedAt_thenEachHasAPage() throws IOException {
    List<String> pages =
        files(DISTRIBUTION.resolve("man/man1")).stream()
            .map(page -> page.getFileName().toString())
            .toList();

    assertThat(pages)
        .contains("latchkey.1", "latchkey-tokens-remove.1", "latchkey-server.1")
        .allMatch(name -> name.matches("latchkey(-[a-z]+)*\\.1"));
    assertThat(DISTRIBUTION.resolve("man/man1/latchkey.1"))
        .content()
        .contains(ProductVersion.read().replace("-", "\\-"));
  }

  @Test
  void givenTheCompletions_whenLookedAt_thenEveryShellHasItsOwn() throws Exception {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Path script =
          DISTRIBUTION
              .resolve("completions")
              .resolve(shell.equals("zsh") ? "_latchkey" : "latchkey." + shell);
      Result printed = new Distribution(folder.resolve(shell)).run("completion", shell);

      assertThat(script).as(shell).content().isEqualTo(printed.out());
    }
  }

  @Test
  void givenTheArchive_whenUnpacked_thenItIsTheDistributionAndRuns() throws Exception {
    String name = "latchkey-" + ProductVersion.read();
    Path archive = Path.of("target").resolve(name + ".tar.gz").toAbsolutePath();

    run("tar", "-xzf", archive.toString(), "-C", folder.toString());

    Path unpacked = folder.resolve(name);
    assertThat(names(unpacked)).isEqualTo(names(DISTRIBUTION));
    for (Path file : files(DISTRIBUTION)) {
      assertThat(unpacked.resolve(DISTRIBUTION.relativize(file))).hasSameBinaryContentAs(file);
    }
    run(unpacked.resolve("bin/latchkey").toString(), "version");
  }

  private static JsonNode components() throws IOException {
    Path bill = DISTRIBUTION.resolve("latchkey.cdx.json");
    assertThat(bill).as("the bill of materials, which no build with --offline makes").exists();
    return new ObjectMapper().readTree(bill.toFile()).path("components");
  }

  private static String jarName(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
  }

  private static String hash(JsonNode component) {
    return StreamSupport.stream(component.path("hashes").spliterator(), false)
        .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
        .map(hash -> hash.path("content").asText())
        .findFirst()
        .orElse("none");
  }

  private static String licence(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      names.add(licence.path(licence.has("id") ? "id" : "name").asText());
    }
    return String.join(" or ", names);
  }

  private static List<Path> texts(Path licencesOfJar) {
    try {
      return Files.isDirectory(licencesOfJar) ? files(licencesOfJar) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Set<String> names(Path root) throws IOException {
    return files(root).stream()
        .map(file -> root.relativize(file).toString())
        .collect(Collectors.toSet());
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
