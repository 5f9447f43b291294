/**
 * What an adapter needs to prove itself: contracts, in-memory twins of the ports, a settable clock
 * and fixtures.
 */
@NullMarked
package dev.latchkey.core.testkit;

import org.jspecify.annotations.NullMarked;
