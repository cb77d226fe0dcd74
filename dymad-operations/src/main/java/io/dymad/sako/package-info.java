/**
 * SAKO, the spectral analysis for Koopman operators: how far computed eigenpairs are from true
 * ones, where the spectrum may be, how energy is spread over frequencies, and what amplifies.
 *
 * <p>The convention is that of {@link io.dymad.edmd}: samples in rows, {@code Ψ1 ≈ Ψ0 K},
 * eigenfunctions {@code ψ g}.
 */
@NullMarked
package io.dymad.sako;

import org.jspecify.annotations.NullMarked;
