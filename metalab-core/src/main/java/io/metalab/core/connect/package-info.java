/**
 * Studies that are executed elsewhere, or were before, followed and stopped through their store.
 */
@NullMarked
package io.metalab.core.connect;

import org.jspecify.annotations.NullMarked;
