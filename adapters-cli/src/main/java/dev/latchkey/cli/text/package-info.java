/** How the command line writes and reads text: tables, JSON, durations, and nothing harmful. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
