/** The filter language, and what the names and values of fields mean. */
@NullMarked
package io.metalab.core.where;

import org.jspecify.annotations.NullMarked;
