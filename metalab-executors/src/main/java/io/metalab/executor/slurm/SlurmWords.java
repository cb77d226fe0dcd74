package io.metalab.executor.slurm;

import java.util.Locale;
import java.util.Map;

/** States of jobs and the reasons why they wait, in words. */
final class SlurmWords {
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("BOOT_FAIL", "its node did not boot"),
          Map.entry("CANCELLED", "cancelled by scancel"),
          Map.entry("COMPLETED", "ended"),
          Map.entry("COMPLETING", "ending"),
          Map.entry("CONFIGURING", "waiting: its node is being prepared"),
          Map.entry("DEADLINE", "its deadline passed"),
          Map.entry("FAILED", "failed"),
          Map.entry("NODE_FAIL", "its node failed"),
          Map.entry("OUT_OF_MEMORY", "ran out of memory; run.resources.memory asks for more"),
          Map.entry("PREEMPTED", "preempted by another job"),
          Map.entry("REQUEUED", "waiting: to be started again"),
          Map.entry("REVOKED", "revoked by another cluster"),
          Map.entry("RUNNING", "running"),
          Map.entry("STOPPED", "stopped by a signal, its processors kept"),
          Map.entry("SUSPENDED", "suspended, its processors given to others"),
          Map.entry("TIMEOUT", "its time limit passed; run.slurm.time asks for more"));

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("AssocGrpCpuLimit", "the processors of the account are in use"),
          Map.entry("AssocGrpJobsLimit", "the account runs as many jobs as it may"),
          Map.entry("AssocMaxJobsLimit", "you run as many jobs as you may"),
          Map.entry("AssociationJobLimit", "you run as many jobs as you may"),
          Map.entry("BadConstraints", "no node can meet the request"),
          Map.entry("BeginTime", "its earliest time has not come"),
          Map.entry("Dependency", "another job has to end first"),
          Map.entry("DependencyNeverSatisfied", "a job that has to end first never will"),
          Map.entry("InvalidAccount", "its account is not valid"),
          Map.entry("InvalidQOS", "its quality of service is not valid"),
          Map.entry("JobArrayTaskLimit", "array limit"),
          Map.entry("JobHeldAdmin", "held by an administrator"),
          Map.entry("JobHeldUser", "held; `scontrol release` lets it go on"),
          Map.entry("Licenses", "a licence is in use"),
          Map.entry("NodeDown", "the node it needs is down"),
          Map.entry("None", "not looked at yet"),
          Map.entry("PartitionDown", "the partition is down"),
          Map.entry("PartitionInactive", "the partition takes no jobs"),
          Map.entry("PartitionNodeLimit", "it asks for more nodes than the partition may give"),
          Map.entry("PartitionTimeLimit", "it asks for more time than the partition may give"),
          Map.entry("Priority", "other jobs come first"),
          Map.entry("QOSMaxJobsPerUserLimit", "you run as many jobs as the QOS lets you"),
          Map.entry("ReqNodeNotAvail", "the node it needs is not available"),
          Map.entry("Reservation", "its reservation has not begun"),
          Map.entry("Resources", "the nodes are in use"));

  private SlurmWords() {}

  /** Returns a number of tasks, such as {@code 1 task}. */
  static String tasks(int count) {
    return count == 1 ? "1 task" : count + " tasks";
  }

  /**
   * Says in what state tasks are.
   *
   * @param limit how many tasks of the array may run at once; 0 for no limit
   * @return such as {@code waiting: array limit %50 (JobArrayTaskLimit)}
   */
  static String of(String state, String reason, int limit) {
    if (!state.equals("PENDING")) {
      return STATES.getOrDefault(state, state.toLowerCase(Locale.ROOT).replace('_', ' '))
          + (STATES.containsKey(state) && !state.equals("RUNNING") ? " (" + state + ")" : "");
    }
    String words = REASONS.get(reason);
    if (words == null) {
      return "waiting: " + reason;
    }
    String number = reason.equals("JobArrayTaskLimit") && limit > 0 ? " %" + limit : "";
    return "waiting: %s%s%s"
        .formatted(words, number, reason.equals("None") ? "" : " (" + reason + ")");
  }
}
