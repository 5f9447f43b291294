package dev.latchkey.core.testkit;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyStore;
import java.util.Optional;

/**
 * A store whose directory knows every key by heart, and fails whoever asks it in a way that could
 * take time.
 *
 * @param store the store
 */
public record Remembering(KeyStore store) implements ForwardingKeyStore {

  @Override
  public KeyDirectory directory() {
    KeyDirectory directory = store.directory();
    return new KeyDirectory() {
      @Override
      public Optional<Listing> find(KeyId id) {
        throw new AssertionError("asked for " + id + ", which is known");
      }

      @Override
      public Recalled recall(KeyId id) {
        return new Recalled(directory.find(id));
      }
    };
  }
}
