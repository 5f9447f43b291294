package dev.latchkey.http;

import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.http.search.BadSearchException;
import dev.latchkey.http.wire.BadBodyException;
import dev.latchkey.http.wire.ProblemJson;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The one place that turns what was thrown into an answer (contract section 3). Of what went wrong
 * inside, the log gets the cause with the id of the request, and the client learns nothing.
 */
final class Problems {

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  private Problems() {}

  static Answer answer(Throwable thrown, UUID requestId) {
    if (thrown instanceof RefusedException refused) {
      return refused.answer();
    }
    if (thrown instanceof BadSearchException bad) {
      return Answer.json(400, bad.error());
    }
    if (thrown instanceof BadBodyException bad) {
      return Answer.json(
          400,
          ProblemJson.error(
              ProblemJson.BAD_BODY, String.valueOf(bad.getMessage()), bad.violations()));
    }
    if (thrown instanceof LatchkeyException refusal) {
      Optional<ProblemJson> problem = ProblemJson.from(refusal);
      if (problem.isPresent()) {
        return told(refusal, problem.get(), requestId);
      }
    }
    return fault(thrown, requestId);
  }

  private static Answer told(LatchkeyException refusal, ProblemJson problem, UUID requestId) {
    if (refusal instanceof Forbidden) {
      return Challenge.forbidden(problem.error());
    }
    if (refusal instanceof Unavailable) {
      // Callers cause this as fast as they can ask, so it takes one line.
      String line = "Request %s failed: %s".formatted(requestId, onOneLine(refusal));
      LOG.log(Level.ERROR, "{0}", line, Map.of("request_id", requestId));
    }
    return Answer.json(problem.status(), problem.error());
  }

  private static Answer fault(Throwable thrown, UUID requestId) {
    LOG.log(Level.ERROR, "Request " + requestId + " failed.", thrown);
    return Answer.message(500, "An internal server error occurred.");
  }

  /** What was thrown and why, for a log. */
  static String onOneLine(Throwable thrown) {
    Throwable cause = thrown.getCause();
    String text = thrown.getMessage() + (cause == null ? "" : " (" + cause + ")");
    return text.replaceAll("\\p{Cc}+", " ");
  }
}
