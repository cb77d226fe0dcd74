/** Searches: what is searched, the log that makes them replay, and what drives them. */
@NullMarked
package io.metalab.core.search;

import org.jspecify.annotations.NullMarked;
