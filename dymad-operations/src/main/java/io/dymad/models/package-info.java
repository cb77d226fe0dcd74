/**
 * Models of dynamical systems that are learned by gradients.
 *
 * <p>A model is an encoder of states into latent variables, dynamics of these, and a decoder back:
 *
 * <pre>{@code
 * z = E(x)      dz/dt = F(z, u)  or  z_(k+1) = F(z_k, u_k)      x = D(z)
 * }</pre>
 *
 * <p>{@link io.dymad.models.ModelSpec} says in plain values what a model is, and builds it; the
 * names of families, variants and options are those of DyMAD. A {@link io.dymad.models.LatentModel}
 * holds no numbers: these are {@link io.dymad.models.Weights}, which are immutable, and {@link
 * io.dymad.models.Bound} to tensors for a computation.
 *
 * <p>Samples stand in rows, features on the last axis. A linear map has the weight {@code [outputs,
 * inputs]} and is {@code y = x Wᵀ}, so that the Koopman matrix of {@code io.dymad.edmd} is the
 * transpose of the weight.
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link ModelSpec}, {@link LatentModel}, {@link
 * Variant}, {@link Activation}, {@link Predictor}, {@link Rollout}, {@link Integrator}, {@link
 * Rk4}, {@link Dopri5}, {@link Hold}, {@link BaseEquations}, {@link CorrectedDynamics} and {@link
 * HiddenCorrectedDynamics}: their names, signatures and the meaning of their numbers stay within a
 * minor version, and what goes is deprecated for one. Public but not promised is what models are
 * made of and computed with, such as {@link Dynamics}, {@link Network}, {@link Layers}, {@link
 * Weights} and {@link Bound}. All else is not for scripts; docs/scratch.md says more.
 */
@NullMarked
package io.dymad.models;

import org.jspecify.annotations.NullMarked;
