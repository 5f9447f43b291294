/** The Java client of a Latchkey server. */
@NullMarked
package dev.latchkey.http.client;

import org.jspecify.annotations.NullMarked;
