/**
 * The Java client of a Latchkey server: {@link dev.latchkey.http.client.LatchkeyClient}. It needs
 * this artifact, the core and Jackson at run time, and no class of the server.
 */
@NullMarked
package dev.latchkey.http.client;

import org.jspecify.annotations.NullMarked;
