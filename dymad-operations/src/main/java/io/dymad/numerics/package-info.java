/**
 * Dense linear algebra in double precision over LAPACK (OpenBLAS): immutable real and complex
 * matrices, their factorisations, and functions of matrices.
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link Matrix}, {@link ComplexMatrix}, {@link
 * ComplexVector}, {@link Complex}, {@link Svd}, {@link Qr}, {@link Lu}, {@link Cholesky}, {@link
 * Eigen}, {@link GeneralizedEigen}, {@link HermitianEigen}, {@link Schur}, {@link LeastSquares},
 * {@link RandomizedSvd}, {@link RankRule} and {@link MatrixFunctions}: their names, signatures and
 * the meaning of their numbers stay within a minor version, and what goes is deprecated for one.
 * Public but not promised is what the library is fast by, such as {@link Blas}, {@link Products},
 * {@link RowBlocks} and {@link ShiftedStack}. All else is not for scripts; docs/scratch.md says
 * more.
 */
@NullMarked
package io.dymad.numerics;

import org.jspecify.annotations.NullMarked;
