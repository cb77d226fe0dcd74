package io.metalab.core.run;

import io.metalab.api.executor.RunPayload;

/** Where the runs of a session come from, chunk by chunk; belongs to the controller's thread. */
interface RunSource {
  /** Returns what an executor needs to execute a run of one of its chunks. */
  RunPayload payload(ActiveRun run);

  /** The last run of a chunk is over. */
  void over(OwnedChunk chunk);

  /** Another controller has taken a chunk over. */
  void lose(OwnedChunk chunk, RunsInFlight inFlight);
}
