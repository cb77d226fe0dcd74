/**
 * Koopman matrices from features of states: extended dynamic mode decomposition and its relatives.
 *
 * <h2>The convention</h2>
 *
 * <p>Samples stand in rows. With features {@code ψ(x)} as a row, {@code Ψ0} holds {@code ψ(x_k)}
 * and {@code Ψ1} holds {@code ψ(x_(k+1))}, and the Koopman matrix K is the best in
 *
 * <pre>{@code Ψ1 ≈ Ψ0 K}</pre>
 *
 * <p>so that a function {@code f = ψ a} is taken to {@code ψ K a} by one time step. A right
 * eigenvector {@code K g = λ g} is an eigenfunction {@code φ(x) = ψ(x) g}; no conjugate is taken. A
 * model that advances features as columns, {@code z_(k+1) = W z_k}, has {@code K = Wᵀ}: its
 * eigenfunctions come from the left eigenvectors of W, {@code g = conj(v_l)}, never from the right
 * ones.
 *
 * <p>A state {@code x = ψ B} is a sum over modes: with {@code V = [g_1, g_2, …]}, the row {@code
 * v_j} of {@code V⁻¹ B} is the mode of λ_j, and {@code x_k = Σ φ_j(x_0) λ_jᵏ v_j}.
 *
 * <p>Weights w give the inner product {@code <f, h> = Σ w_i f(x_i) conj(h(x_i))}; scaling all of
 * them changes nothing.
 */
@NullMarked
package io.dymad.edmd;

import org.jspecify.annotations.NullMarked;
