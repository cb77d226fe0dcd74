/**
 * The SLURM executor: runs in the batch queue of a cluster.
 *
 * <p>The controller writes the runs of a submission into one spec file, submits a job array whose
 * tasks find their runs in it, and learns of results from the store.
 */
@NullMarked
package io.metalab.executor.slurm;

import org.jspecify.annotations.NullMarked;
