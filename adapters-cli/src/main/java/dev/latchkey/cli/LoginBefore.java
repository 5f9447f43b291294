package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.http.client.ApiException.Unauthorized;
import dev.latchkey.http.client.ClientException;
import dev.latchkey.http.client.LatchkeyClient;
import java.util.Optional;

/**
 * The login in whose place another is stored. Its session key was nowhere else, so nobody could end
 * it any more, and it would live for days.
 *
 * @param url its server
 * @param key its session key, or the token that was stored as one
 */
record LoginBefore(
    ProcessContext context, Session session, Optional<Found> url, Optional<String> key) {

  /** The one that is stored; one that can't be read nobody could end. */
  static LoginBefore stored(ProcessContext context, Session session) {
    ConfigFolder folder = session.folder();
    try {
      return new LoginBefore(context, session, folder.url(), folder.session());
    } catch (CommandFailure e) {
      return new LoginBefore(context, session, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Ends its session if that is of the same server, else tells of it.
   *
   * @param server that of the new login
   * @param newKey what is stored now
   */
  void end(String server, Optional<String> newKey) {
    Optional<String> id = key.flatMap(TokenLookup::idOf);
    if (url.isEmpty() || id.isEmpty() || key.equals(newKey)) {
      return;
    }
    if (!ServerUrl.parse(url.get()).toString().equals(server) || !isEnded(key.get(), id.get())) {
      context
          .err()
          .println(
              SafeText.escape(
                  "The key of your login before lives on; 'latchkey tokens rm %s --url %s' ends it."
                      .formatted(id.get(), url.get().value())));
      context.err().flush();
    }
  }

  // A token that was stored is more than a session, and its owner has it elsewhere.
  private boolean isEnded(String former, String id) {
    try {
      LatchkeyClient client = session.clientFor(url.get(), former);
      String type = client.keyById(LatchkeyClient.ME, id).loginType();
      if (type.equals(LoginType.PASSWORD.wireName())) {
        client.logOut();
      }
      return true;
    } catch (Unauthorized e) {
      return e.isExpired();
    } catch (ClientException e) {
      return false;
    }
  }
}
