package io.metalab.core.run;

import io.metalab.api.executor.RunPayload;

/** The source of a chunk that is looked at by itself. */
final class NoSource implements RunSource {
  @Override
  public RunPayload payload(ActiveRun run) {
    throw new IllegalStateException("No run of this chunk is submitted.");
  }

  @Override
  public void over(OwnedChunk chunk) {}

  @Override
  public void lose(OwnedChunk chunk, RunsInFlight inFlight) {}
}
