package io.metalab.executor.slurm;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the queue says of some tasks of an array.
 *
 * @param name name of the job
 * @param jobId id of the array
 * @param tasks their numbers
 * @param state such as {@code PENDING}
 * @param reason why they wait or ended so, or {@code None}
 * @param limit how many of the array may run at once, as far as the entry tells; 0 for no limit
 */
record QueueEntry(String name, long jobId, BitSet tasks, String state, String reason, int limit) {
  /** The fields of a line of {@code squeue}, for its option {@code --format}. */
  static final String FORMAT = "%j|%F|%K|%T|%r";

  private static final Pattern LIMIT = Pattern.compile("%([0-9]{1,9})$");

  private static final Set<String> OVER =
      Set.of(
          "BOOT_FAIL",
          "CANCELLED",
          "COMPLETED",
          "DEADLINE",
          "FAILED",
          "NODE_FAIL",
          "OUT_OF_MEMORY",
          "PREEMPTED",
          "REVOKED",
          "TIMEOUT");

  QueueEntry {
    tasks = (BitSet) tasks.clone();
  }

  /** Reads a line; empty if it is none of a job array. */
  static Optional<QueueEntry> parse(String line) {
    String[] fields = line.strip().split("\\|", -1);
    if (fields.length != 5 || !fields[1].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    Matcher limit = LIMIT.matcher(fields[2]);
    try {
      return Optional.of(
          new QueueEntry(
              fields[0],
              Long.parseLong(fields[1]),
              TaskNumbers.parse(fields[2]),
              fields[3],
              fields[4],
              limit.find() ? Integer.parseInt(limit.group(1)) : 0));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the line that {@link #parse} reads. */
  String line() {
    String numbers = TaskNumbers.format(tasks) + (limit > 0 ? "%" + limit : "");
    return String.join("|", name, Long.toString(jobId), numbers, state, reason);
  }

  /** Returns whether the tasks have ended and SLURM will not start them again by itself. */
  boolean isOver() {
    return OVER.contains(state);
  }

  boolean isPending() {
    return state.equals("PENDING");
  }

  /** Says in words what state the tasks are in. */
  String words() {
    return SlurmWords.of(state, reason, limit);
  }

  @Override
  public BitSet tasks() {
    return (BitSet) tasks.clone();
  }
}
