package dev.latchkey.cli;

import dev.latchkey.http.client.LatchkeyClient;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server a command calls, and with which token: what the options say, else the environment,
 * else the login that is stored.
 */
final class Session {

  private static final String NOT_LOGGED_IN =
      "You are not logged in. Try logging in using 'latchkey login <url>'.";

  private final ProcessContext context;
  private final GlobalOptions options;

  Session(ProcessContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /** A client for the server of this session, with its token. */
  LatchkeyClient client() {
    String url = url().orElseThrow(() -> new CommandFailure(NOT_LOGGED_IN));
    String token =
        token()
            .or(() -> storedSessionFor(url))
            .orElseThrow(() -> new CommandFailure(NOT_LOGGED_IN));
    return clientFor(url, token);
  }

  /** The server, if any is known. */
  Optional<String> url() {
    return givenUrl().or(() -> configFolder().url());
  }

  /** The token of the options or the environment; a stored session is none. */
  Optional<String> token() {
    return given("--token", options.token, "LATCHKEY_TOKEN");
  }

  ConfigFolder configFolder() {
    return new ConfigFolder(
        given("--global-config", options.configFolder, "LATCHKEY_CONFIG_DIR")
            .map(Path::of)
            .orElseGet(this::defaultConfigFolder));
  }

  static LatchkeyClient clientFor(String url, String token) {
    LatchkeyClient client =
        LatchkeyClient.builder(ServerUrl.parse(url))
            .userAgent("latchkey-cli/" + ProductVersion.read())
            .build();
    try {
      return client.withToken(token);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("the token is wrong: " + e.getMessage(), e);
    }
  }

  // The session of one server is nothing that another server should ever see.
  private Optional<String> storedSessionFor(String url) {
    ConfigFolder stored = configFolder();
    boolean sameServer =
        stored
            .url()
            .map(known -> ServerUrl.parse(known).equals(ServerUrl.parse(url)))
            .orElse(false);
    return sameServer ? stored.session() : Optional.empty();
  }

  private Optional<String> givenUrl() {
    return given("--url", options.url, "LATCHKEY_URL");
  }

  private Optional<String> given(String name, @Nullable String option, String variable) {
    if (option != null && option.isBlank()) {
      // A variable of a script that is not set must not choose another server or another user.
      throw new CommandFailure(name + " is empty (expected: a value, or no such option)");
    }
    String value = option == null ? context.variable(variable) : option;
    return Optional.of(value.strip()).filter(text -> !text.isEmpty());
  }

  private Path defaultConfigFolder() {
    return UserFolders.of(context, "XDG_CONFIG_HOME", ".config");
  }
}
