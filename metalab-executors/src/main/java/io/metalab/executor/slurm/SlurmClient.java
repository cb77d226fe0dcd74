package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Talks to SLURM through its programs. */
final class SlurmClient {
  private static final Pattern PARSABLE = Pattern.compile("([0-9]+)(;.*)?");
  private static final Pattern FULL =
      Pattern.compile("(?i)job submit limit|SubmitJob\\w*Limit|resource temporarily unavailable");

  /** When the queue of all users is full, sbatch tries for two minutes, longer each time. */
  private static final Pattern RETRYING = Pattern.compile("(?i)sleeping and retrying");

  private static final int NAMES_PER_CALL = 500;

  private final SlurmTools tools;
  private final String user;

  SlurmClient(SlurmTools tools, String user) {
    this.tools = tools;
    this.user = user;
  }

  /**
   * Checks that the programs are there.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if one is not
   */
  void require() {
    for (String program : List.of("sbatch", "squeue", "scancel", "scontrol")) {
      tools.require(program);
    }
  }

  /**
   * Returns how much the cluster takes from this user at once.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if SLURM does not answer
   */
  SlurmLimits limits() {
    require();
    SlurmTools.Outcome config = tools.run("scontrol", List.of("show", "config"));
    if (!config.isOk()) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "SLURM does not answer: %s. Look with `scontrol ping` whether it is up."
              .formatted(config.complaint()));
    }
    SlurmLimits limits = SlurmLimits.ofConfig(config.out());
    if (!SlurmLimits.isEnforced(config.out()) || tools.find("sacctmgr").isEmpty()) {
      return limits;
    }
    SlurmTools.Outcome own =
        tools.run(
            "sacctmgr",
            List.of("-n", "-P", "show", "assoc", "where", "user=" + user, "format=MaxSubmitJobs"));
    // Without an answer, a submission that is refused tells.
    return own.isOk() ? limits.lowered(own.out()) : limits;
  }

  /**
   * Returns what the largest nodes have, each kind of resource for itself; empty if the cluster
   * does not tell.
   *
   * @param partition the partition, or empty for all
   */
  Optional<Resources> largest(String partition) {
    List<String> arguments =
        new ArrayList<>(List.of("--noheader", "--Node", "--format=" + NodeSizes.FORMAT));
    if (!partition.isEmpty()) {
      arguments.add("--partition=" + partition);
    }
    if (tools.find("sinfo").isEmpty()) {
      return Optional.empty();
    }
    SlurmTools.Outcome outcome = tools.run("sinfo", arguments);
    return outcome.isOk() ? NodeSizes.largest(outcome.out()) : Optional.empty();
  }

  /**
   * Submits a job script.
   *
   * @return the id of the job, or empty while the queue takes no more jobs from this user
   * @throws MetalabException with {@code UNSATISFIABLE} if SLURM refuses it for another reason
   */
  Optional<Long> submit(Path script) {
    SlurmTools.Outcome outcome =
        tools.run(
            "sbatch",
            List.of("--parsable", script.toString()),
            line -> RETRYING.matcher(line).find());
    String answer = outcome.out().strip().lines().reduce((first, last) -> last).orElse("");
    var matcher = PARSABLE.matcher(answer);
    if (outcome.isOk() && matcher.matches()) {
      return Optional.of(Long.parseLong(matcher.group(1)));
    }
    if (FULL.matcher(outcome.err()).find() || RETRYING.matcher(outcome.err()).find()) {
      return Optional.empty();
    }
    throw new MetalabException(
        ErrorCode.UNSATISFIABLE,
        "SLURM refused the job: %s. %s"
            .formatted(outcome.complaint(), Refusals.hint(outcome.err())));
  }

  /**
   * Returns what the queue knows of the jobs of these names, in one call for up to 500 of them; of
   * jobs that have ended it knows for some minutes.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if SLURM does not answer
   */
  List<QueueEntry> queue(Collection<String> names) {
    List<QueueEntry> entries = new ArrayList<>();
    List<String> all = List.copyOf(names);
    for (int from = 0; from < all.size(); from += NAMES_PER_CALL) {
      List<String> some = all.subList(from, Math.min(all.size(), from + NAMES_PER_CALL));
      SlurmTools.Outcome outcome =
          tools.run(
              "squeue",
              List.of(
                  "--noheader",
                  "--states=all",
                  "--user=" + user,
                  "--name=" + String.join(",", some),
                  "--format=" + QueueEntry.FORMAT));
      if (!outcome.isOk()) {
        throw new MetalabException(
            ErrorCode.UNSATISFIABLE, "squeue does not answer: %s.".formatted(outcome.complaint()));
      }
      outcome.out().lines().map(QueueEntry::parse).flatMap(Optional::stream).forEach(entries::add);
    }
    return entries;
  }

  /** Sets how many tasks of an array may run at once; one that has ended is no error. */
  void limit(long jobId, int tasks) {
    tools.run("scontrol", List.of("update", "JobId=" + jobId, "ArrayTaskThrottle=" + tasks));
  }

  /** Cancels tasks of an array; those that have ended already are no error. */
  void cancel(long jobId, BitSet tasks) {
    if (!tasks.isEmpty()) {
      tools.run("scancel", List.of("%d_[%s]".formatted(jobId, TaskNumbers.format(tasks))));
    }
  }

  /** Cancels a whole array; one that has ended already is no error. */
  void cancel(long jobId) {
    tools.run("scancel", List.of(Long.toString(jobId)));
  }
}
