/**
 * Kernel machines: dynamics of trajectories in closed form, without an iteration. A regression with
 * kernels gives the derivative (KM, KMM), the successor (DKM) or the increment (DKMSK) of a state
 * and its controls.
 */
@NullMarked
package io.dymad.machine;

import org.jspecify.annotations.NullMarked;
