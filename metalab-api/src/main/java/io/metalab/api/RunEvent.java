package io.metalab.api;

/** Something that happened in a study, told in the order in which it happened. */
public sealed interface RunEvent {
  /** An attempt has started on a worker. */
  record Started(RunId runId, int attempt, Params params) implements RunEvent {}

  /** A run said how far it has come; the fraction is in [0, 1]. */
  record Progress(RunId runId, double fraction, String message) implements RunEvent {}

  /** An artifact of a run is in the store. */
  record ArtifactStored(RunId runId, ArtifactDescriptor artifact) implements RunEvent {}

  /** An attempt is over and its record durable. */
  record Finished(RunRecord record) implements RunEvent {}

  /** An attempt failed and will be tried again. */
  record Retrying(RunId runId, int attempt, RunError error) implements RunEvent {}

  /** Runs were found done and not executed. */
  record Reused(RunIds runIds, boolean staleCode) implements RunEvent {}
}
