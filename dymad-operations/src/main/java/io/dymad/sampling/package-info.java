/**
 * Trajectories of known systems: differential equations, the controls that drive them, the states
 * they start from, and their integration.
 */
@NullMarked
package io.dymad.sampling;

import org.jspecify.annotations.NullMarked;
