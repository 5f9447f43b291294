/** A PostgreSQL server for tests, of this module and of those that use it. */
@NullMarked
package dev.latchkey.jdbi.testkit;

import org.jspecify.annotations.NullMarked;
