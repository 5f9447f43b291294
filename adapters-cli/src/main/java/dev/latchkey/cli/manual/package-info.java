/** Manual pages, written from the model of the command line. */
@NullMarked
package dev.latchkey.cli.manual;

import org.jspecify.annotations.NullMarked;
