package io.metalab.api;

/** Something that happened in a study, told in the order in which it happened. */
public sealed interface RunEvent {
  /**
   * An attempt has started on a worker.
   *
   * @param runId the run
   * @param attempt which attempt at it this is; the first is 1
   * @param params its point
   */
  record Started(RunId runId, int attempt, Params params) implements RunEvent {}

  /**
   * A run said how far it has come.
   *
   * @param runId the run
   * @param fraction share of its work done, in [0, 1]
   * @param message what it is doing
   */
  record Progress(RunId runId, double fraction, String message) implements RunEvent {}

  /**
   * An artifact of a run is in the store.
   *
   * @param runId the run
   * @param artifact what its record will say of it
   */
  record ArtifactStored(RunId runId, ArtifactDescriptor artifact) implements RunEvent {}

  /**
   * An attempt is over and its record durable.
   *
   * @param record the record
   */
  record Finished(RunRecord record) implements RunEvent {}

  /**
   * An attempt failed and will be tried again.
   *
   * @param runId the run
   * @param attempt the one that failed
   * @param error why
   */
  record Retrying(RunId runId, int attempt, RunError error) implements RunEvent {}

  /**
   * Runs were found done and not executed.
   *
   * @param runIds the runs, in the order of the plan
   * @param staleCode whether they were executed by other code than today's
   */
  record Reused(RunIds runIds, boolean staleCode) implements RunEvent {}
}
