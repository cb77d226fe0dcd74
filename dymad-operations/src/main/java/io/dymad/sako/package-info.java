/**
 * SAKO, the spectral analysis for Koopman operators: how far computed eigenpairs are from true
 * ones, where the spectrum may be, how energy is spread over frequencies, and what amplifies.
 *
 * <p>The convention is that of {@link io.dymad.edmd}: samples in rows, {@code Ψ1 ≈ Ψ0 K},
 * eigenfunctions {@code ψ g}.
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link TestedSpectrum}, {@link Residuals}, {@link
 * Pseudospectrum}, {@link ComplexGrid}, {@link SpectralMeasure}, {@link Resolvent}, {@link
 * SpectrumBootstrap}, {@link UncertainSpectrum}, {@link ConjugacyMap}, {@link Gradients} and {@link
 * Averages}: their names, signatures and the meaning of their numbers stay within a minor version,
 * and what goes is deprecated for one. Public but not promised is {@link MomentFilter} and {@link
 * RationalKernel}, the filters of measures. All else is not for scripts; docs/scratch.md says more.
 */
@NullMarked
package io.dymad.sako;

import org.jspecify.annotations.NullMarked;
