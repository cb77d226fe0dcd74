/** The contract of a store, and the optional abilities that a store may add. */
@NullMarked
package io.metalab.api.store;

import org.jspecify.annotations.NullMarked;
