/** Files of trajectories: numpy's {@code .npz} without pickles, and CSV. */
@NullMarked
package io.dymad.io;

import org.jspecify.annotations.NullMarked;
