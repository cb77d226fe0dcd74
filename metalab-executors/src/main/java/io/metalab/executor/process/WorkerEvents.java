package io.metalab.executor.process;

import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the study's process how far a run has come; of attempts and artifacts it learns otherwise.
 */
final class WorkerEvents implements RunEventListener {
  private final FrameChannel channel;
  private final RemoteStore store;
  private volatile @Nullable RunId current;

  WorkerEvents(FrameChannel channel, RemoteStore store) {
    this.channel = channel;
    this.store = store;
  }

  @Override
  public void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Started started) {
      current = started.runId();
    } else if (event instanceof RunEvent.Progress progress && progress.runId().equals(current)) {
      try {
        channel.send(FrameType.PROGRESS, store.run(), Messages.progress(progress));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
