import org.jspecify.annotations.NullMarked;

/** The domain and the use cases of Latchkey. It needs nothing but the JDK. */
@NullMarked
module dev.latchkey.core {
  requires static transitive org.jspecify;

  exports dev.latchkey.core;
  exports dev.latchkey.core.audit;
  exports dev.latchkey.core.authority;
  exports dev.latchkey.core.error;
  exports dev.latchkey.core.key;
  exports dev.latchkey.core.port;
  exports dev.latchkey.core.usecase;
  exports dev.latchkey.core.user;
}
