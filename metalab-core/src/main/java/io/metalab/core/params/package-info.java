/** Param sources: sweeps whose points are computed from their index. */
@NullMarked
package io.metalab.core.params;

import org.jspecify.annotations.NullMarked;
