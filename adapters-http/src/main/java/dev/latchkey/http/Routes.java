package dev.latchkey.http;

import static dev.latchkey.http.Route.ANY_METHOD;
import static dev.latchkey.http.Route.Access.CHECK;
import static dev.latchkey.http.Route.Access.OPEN;
import static dev.latchkey.http.Route.Access.OPEN_IN_MEMORY;
import static dev.latchkey.http.Route.Access.TOKEN;

import dev.latchkey.core.Latchkey;
import dev.latchkey.http.wire.BuildInfoJson;
import dev.latchkey.http.wire.NodeJson;
import java.util.List;

/** The table of all routes. Fixed segments stand before parameters (contract section 4.1). */
final class Routes {

  private static final String USERS = "/api/v2/users";
  private static final String KEYS = USERS + "/:user/keys";
  private static final String CHECKS = "/api/v2/auth/check";

  private Routes() {}

  static List<Route> of(
      Latchkey latchkey, Readiness readiness, Metrics metrics, String buildVersion) {
    KeyEndpoints keys = new KeyEndpoints(latchkey);
    UserEndpoints users = new UserEndpoints(latchkey);
    AuditEndpoints audit = new AuditEndpoints(latchkey);
    VerificationEndpoints verification = new VerificationEndpoints(latchkey.verifyKey());
    return List.of(
        Route.plain("GET", "/healthz", OPEN_IN_MEMORY, call -> Answer.text(200, "OK")),
        Route.plain("GET", "/readyz", OPEN_IN_MEMORY, call -> readiness.answer()),
        Route.plain("GET", "/metrics", OPEN_IN_MEMORY, call -> metrics.answer()),
        Route.plain("GET", "/docs", OPEN, Document.page()::answer),
        Route.of("GET", "/openapi.json", OPEN, Document.description()::answer),
        Route.of("POST", "/api/v2/keys/verify", OPEN, verification::verify),
        Route.plain(ANY_METHOD, CHECKS, CHECK, verification::check),
        Route.plain(ANY_METHOD, CHECKS + "/*path", CHECK, verification::check),
        Route.of("GET", "/api/v2/buildinfo", OPEN_IN_MEMORY, call -> buildInfo(buildVersion)),
        Route.of("GET", "/api/v2/audit", TOKEN, audit::search),
        Route.of("GET", "/api/v2/nodes", TOKEN, call -> nodes(latchkey, call)),
        Route.of("GET", USERS, TOKEN, users::list),
        Route.of("POST", USERS, TOKEN, users::create),
        Route.of("GET", USERS + "/first", OPEN, users::first),
        Route.of("POST", USERS + "/logout", TOKEN, users::logOut).waiting(),
        Route.of("GET", USERS + "/:user", TOKEN, users::find),
        Route.of("DELETE", USERS + "/:user", TOKEN, users::delete).waiting(),
        Route.of("GET", USERS + "/:user/roles", TOKEN, users::roles),
        Route.of("PUT", USERS + "/:user/roles", TOKEN, users::changeRoles).waiting(),
        Route.of("PUT", USERS + "/:user/status/suspend", TOKEN, users::suspend).waiting(),
        Route.of("PUT", USERS + "/:user/status/activate", TOKEN, users::activate),
        Route.of("POST", KEYS, TOKEN, keys::createSessionKey),
        Route.of("POST", KEYS + "/tokens", TOKEN, keys::createToken),
        Route.of("GET", KEYS + "/tokens", TOKEN, keys::list),
        Route.of("GET", KEYS + "/tokens/tokenconfig", TOKEN, keys::tokenConfig),
        Route.of("GET", KEYS + "/tokens/:keyname", TOKEN, keys::findByName),
        Route.of("GET", KEYS + "/:keyid", TOKEN, keys::findById),
        Route.plain("DELETE", KEYS + "/:keyid", TOKEN, keys::delete).waiting(),
        Route.plain("PUT", KEYS + "/:keyid/expire", TOKEN, keys::expire).waiting());
  }

  private static Answer nodes(Latchkey latchkey, Call call) {
    return Answer.json(
        200, latchkey.listNodes().execute(call.caller()).stream().map(NodeJson::from).toList());
  }

  private static Answer buildInfo(String version) {
    return Answer.json(200, BuildInfoJson.of(version));
  }
}
