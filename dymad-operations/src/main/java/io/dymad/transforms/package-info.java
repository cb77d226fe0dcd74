/**
 * Maps between measured states and the features that models work with: scaling, delays,
 * projections, lifts, smoothing, and coordinates on manifolds. Each is fitted on training data
 * alone, has an inverse, the Jacobians of both directions, and a state that can be saved.
 *
 * <p>Names of types are those of DyMAD: identity, add_one, scaler, delay, svd, lift, denoise, dm,
 * vbdm, isomap, compose.
 */
@NullMarked
package io.dymad.transforms;

import org.jspecify.annotations.NullMarked;
