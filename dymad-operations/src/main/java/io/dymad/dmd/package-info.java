/**
 * Dynamic mode decomposition and its relatives: linear models of series of snapshots, by their
 * eigenvalues and modes.
 *
 * <p>Snapshots stand in rows, as everywhere in this library; the literature has them in columns.
 * The convention is that of {@link io.dymad.edmd} with the state itself as its features: {@code Y ≈
 * X K}, so that K is the transpose of the matrix A that advances columns, with the same
 * eigenvalues. The modes here, columns of a matrix with a row for each sensor, are eigenvectors of
 * A.
 */
@NullMarked
package io.dymad.dmd;

import org.jspecify.annotations.NullMarked;
