package io.metalab.executor.slurm;

import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.Resources;
import io.metalab.api.store.ClaimStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the parts of the executor work with.
 *
 * @param client talks to SLURM
 * @param largest what the largest nodes have; empty if that is not known
 * @param limits how much it takes at once
 * @param settings what the user says of jobs
 * @param sizes how many runs a task gets
 * @param workers how many tasks run at once; 0 for any number
 * @param script writes job scripts
 * @param times how often things are looked at
 * @param body what the runs are
 * @param claims says whose submissions are
 * @param root the directory that holds those of the submissions
 */
record SlurmJobs(
    SlurmClient client,
    Optional<Resources> largest,
    SlurmLimits limits,
    SlurmSettings settings,
    TaskSizes sizes,
    int workers,
    JobScript script,
    SlurmTimes times,
    RemotableBody body,
    ClaimStore claims,
    Path root) {}
