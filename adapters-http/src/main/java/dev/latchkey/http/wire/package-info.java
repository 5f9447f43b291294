/** The JSON of the wire contract. Immutable. */
@NullMarked
package dev.latchkey.http.wire;

import org.jspecify.annotations.NullMarked;
