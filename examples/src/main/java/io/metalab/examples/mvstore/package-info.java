/** A store of one's own, over H2's MVStore. */
@NullMarked
package io.metalab.examples.mvstore;

import org.jspecify.annotations.NullMarked;
