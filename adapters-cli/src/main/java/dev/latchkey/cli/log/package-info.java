/** The log of a process that works on a database. */
@NullMarked
package dev.latchkey.cli.log;

import org.jspecify.annotations.NullMarked;
