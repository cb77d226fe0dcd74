/** The memory store, and what all stores share. */
@NullMarked
package io.metalab.store;

import org.jspecify.annotations.NullMarked;
