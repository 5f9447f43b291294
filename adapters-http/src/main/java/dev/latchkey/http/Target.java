package dev.latchkey.http;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.ErrorJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, cut at its slashes and then decoded once, so that an escaped slash stays
 * within its segment.
 *
 * @param segments what is between the slashes
 */
record Target(List<String> segments) {

  private static final int MAX_LENGTH = 8 * 1024;
  private static final int MAX_SHOWN = 512;
  private static final String MALFORMED = "<malformed path>";

  Target {
    segments = List.copyOf(segments);
  }

  /**
   * @param path the path as it was sent
   * @throws RefusedException if it is too long, an escape is broken, it is not UTF-8, or there is a
   *     control character in it
   */
  static Target parse(String path) {
    if (path.length() > MAX_LENGTH) {
      throw new RefusedException(
          Answer.json(
              414,
              ErrorJson.of(
                  "The URL is too long.",
                  "The path has "
                      + path.length()
                      + " bytes; at most "
                      + MAX_LENGTH
                      + " are read.")));
    }
    return decode(path)
        .orElseThrow(
            () ->
                new RefusedException(
                    Answer.json(
                        400,
                        ErrorJson.of(
                            "The URL is malformed.",
                            "The path must be percent-encoded UTF-8 without control characters."))));
  }

  /** The path for a log: decoded, without secrets and on one line. */
  static String shown(String path) {
    String text =
        decode(path).map(target -> "/" + String.join("/", target.segments)).orElse(MALFORMED);
    String redacted = TokenText.redact(text);
    return redacted.length() <= MAX_SHOWN ? redacted : redacted.substring(0, MAX_SHOWN) + "...";
  }

  private static Optional<Target> decode(String path) {
    List<String> segments = new ArrayList<>();
    String relative = path.startsWith("/") ? path.substring(1) : path;
    for (String part : relative.split("/", -1)) {
      Optional<String> segment = PercentCode.decode(part).filter(Target::isPrintable);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(new Target(segments));
  }

  private static boolean isPrintable(String text) {
    return text.codePoints()
        .noneMatch(
            character ->
                Character.isISOControl(character) || character == 0x2028 || character == 0x2029);
  }
}
