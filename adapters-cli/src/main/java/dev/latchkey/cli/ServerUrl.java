package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.cli.text.Secrets;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the address of a server as people write it. */
final class ServerUrl {

  private ServerUrl() {}

  /**
   * The address without a slash at its end.
   *
   * @throws CommandFailure of usage if it is none
   */
  static URI parse(Found found) {
    try {
      URI url = new URI(found.value().replaceFirst("/+$", ""));
      boolean web =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      boolean bare =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if (web && bare && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      // Told below, together with what else can be wrong.
    }
    throw found.wrong(
        "\"%s\" is not the address of a server (expected: http:// or https://, a host, and no"
                .formatted(SafeText.escape(Secrets.redact(found.value())))
            + " credentials, such as http://127.0.0.1:3000)");
  }
}
