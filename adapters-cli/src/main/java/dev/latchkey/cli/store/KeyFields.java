package dev.latchkey.cli.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a key in a file of keys. */
final class KeyFields {

  static final String ID = "id";
  static final String SECRET_SHA256 = "secret_sha256";
  static final String OWNER = "owner";
  static final String NAME = "name";
  static final String EXPIRES_AT = "expires_at";
  static final String EXPIRED_AT = "expired_at";
  static final String CREATED_AT = "created_at";
  static final String LAST_USED = "last_used";
  static final String LIFETIME_SECONDS = "lifetime_seconds";
  static final String SCOPES = "scopes";
  static final String ALLOW_LIST = "allow_list";

  private static final Map<String, Kind> KINDS = kinds();

  private KeyFields() {}

  /** What a field holds. */
  enum Kind {
    TEXT,
    NUMBER,
    LIST,
    UNKNOWN
  }

  static Kind kindOf(String field) {
    return KINDS.getOrDefault(field, Kind.UNKNOWN);
  }

  /** The names of all fields, for a person. */
  static String names() {
    return String.join(", ", KINDS.keySet());
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put(ID, Kind.TEXT);
    kinds.put(SECRET_SHA256, Kind.TEXT);
    kinds.put(OWNER, Kind.TEXT);
    kinds.put(NAME, Kind.TEXT);
    kinds.put(EXPIRES_AT, Kind.TEXT);
    kinds.put(EXPIRED_AT, Kind.TEXT);
    kinds.put(CREATED_AT, Kind.TEXT);
    kinds.put(LAST_USED, Kind.TEXT);
    kinds.put(LIFETIME_SECONDS, Kind.NUMBER);
    kinds.put(SCOPES, Kind.LIST);
    kinds.put(ALLOW_LIST, Kind.LIST);
    return kinds;
  }
}
