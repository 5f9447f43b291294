/** The commands that work on a database directly, and which database that is. */
@NullMarked
package dev.latchkey.cli.store;

import org.jspecify.annotations.NullMarked;
