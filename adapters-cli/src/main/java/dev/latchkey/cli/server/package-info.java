/**
 * The {@code server} command and the composition root of the application: the only package that
 * sees every adapter.
 */
@NullMarked
package dev.latchkey.cli.server;

import org.jspecify.annotations.NullMarked;
