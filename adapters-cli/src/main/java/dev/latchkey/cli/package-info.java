/**
 * The command line. Everything here but the {@code server} command talks to a server through its
 * Java client, is wired by hand and loads neither Guice nor a database, because it runs for a
 * moment only.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
