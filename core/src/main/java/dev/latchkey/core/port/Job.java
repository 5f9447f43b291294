package dev.latchkey.core.port;

/** Work on a whole store that one node at a time does. */
public enum Job {
  /** Removing the records of keys that ended long ago. */
  PURGE
}
