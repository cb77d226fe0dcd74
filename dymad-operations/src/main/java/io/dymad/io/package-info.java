/**
 * Files of trajectories: numpy's {@code .npz} without pickles, and CSV.
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link NpzFiles}, {@link CsvFiles}, {@link CsvColumns}
 * and {@link Dataset}: their names, signatures and the meaning of their numbers stay within a minor
 * version, and what goes is deprecated for one. Public but not promised is {@link NpzArrays}, the
 * arrays below datasets. All else is not for scripts; docs/scratch.md says more.
 */
@NullMarked
package io.dymad.io;

import org.jspecify.annotations.NullMarked;
