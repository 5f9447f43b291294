/** Scripts by which shells complete commands, written from the model of the command line. */
@NullMarked
package dev.latchkey.cli.completion;

import org.jspecify.annotations.NullMarked;
