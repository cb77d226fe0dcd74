/** Searches: sources whose next point depends on the results of earlier ones, and their plugins. */
@NullMarked
package io.metalab.api.search;

import org.jspecify.annotations.NullMarked;
