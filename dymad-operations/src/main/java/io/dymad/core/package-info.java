/**
 * Trajectories of dynamical systems: what is measured, how it is split, cut and paired.
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link Trajectory}, {@link Trajectories}, {@link
 * Split}, {@link Windows}, {@link DelayEmbedding}, {@link SnapshotPairs} and {@link Network}: their
 * names, signatures and the meaning of their numbers stay within a minor version, and what goes is
 * deprecated for one. Public but not promised is {@link Options}, which reads the options of
 * specifications. All else is not for scripts; docs/scratch.md says more.
 */
@NullMarked
package io.dymad.core;

import org.jspecify.annotations.NullMarked;
