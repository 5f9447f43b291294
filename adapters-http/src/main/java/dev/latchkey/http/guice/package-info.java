/** Wires the server with Guice, which is optional: the rest of this module works without it. */
@NullMarked
package dev.latchkey.http.guice;

import org.jspecify.annotations.NullMarked;
