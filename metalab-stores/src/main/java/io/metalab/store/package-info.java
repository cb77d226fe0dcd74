/** The memory store and the journal. */
@NullMarked
package io.metalab.store;

import org.jspecify.annotations.NullMarked;
