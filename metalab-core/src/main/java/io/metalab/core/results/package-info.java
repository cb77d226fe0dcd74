/** Questions to a store: filter, sort, group, table, export. */
@NullMarked
package io.metalab.core.results;

import org.jspecify.annotations.NullMarked;
