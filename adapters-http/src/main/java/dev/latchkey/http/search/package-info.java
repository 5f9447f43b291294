/**
 * The search languages of the audit trail and of the list of users, for the server and for whoever
 * else lets people search.
 */
@NullMarked
package dev.latchkey.http.search;

import org.jspecify.annotations.NullMarked;
