/**
 * Dense linear algebra in double precision over LAPACK (OpenBLAS): immutable real and complex
 * matrices, their factorisations, and functions of matrices.
 */
@NullMarked
package io.dymad.numerics;

import org.jspecify.annotations.NullMarked;
