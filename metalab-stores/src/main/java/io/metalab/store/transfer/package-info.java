/**
 * Copies what one store knows into another: over {@link io.metalab.api.store.MergeableStore}
 * without loss, over {@link io.metalab.api.store.Store} alone as far as that reaches. Knows no
 * backend.
 */
@NullMarked
package io.metalab.store.transfer;

import org.jspecify.annotations.NullMarked;
