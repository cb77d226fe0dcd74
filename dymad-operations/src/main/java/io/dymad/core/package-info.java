/** Trajectories of dynamical systems: what is measured, how it is split, cut and paired. */
@NullMarked
package io.dymad.core;

import org.jspecify.annotations.NullMarked;
