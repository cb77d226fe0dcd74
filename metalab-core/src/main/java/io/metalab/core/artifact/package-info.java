/**
 * Artifacts of earlier runs as inputs of later ones: their digests for plans, copies for workers.
 */
@NullMarked
package io.metalab.core.artifact;

import org.jspecify.annotations.NullMarked;
