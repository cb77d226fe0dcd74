package io.metalab.executor.process;

import io.metalab.api.RunId;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.StoredState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The store of a study that keeps states, as a worker sees it. */
final class RemoteStateStore extends RemoteStore implements StateStore {
  RemoteStateStore(
      String locator, FrameChannel channel, ArtifactTransfer transfer, Printed printed) {
    super(locator, channel, transfer, printed);
  }

  @Override
  public void putState(StateKey key, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "The state '%s' has %d bytes; the most are %d. Leave out what can be computed again."
              .formatted(key.name(), bytes.length, MAX_BYTES));
    }
    try {
      transfer.save(run(), key, bytes);
    } catch (IOException e) {
      throw failed("the state", e);
    }
  }

  @Override
  public Optional<SavedState> findState(RunId runId, String name) {
    try {
      return transfer.restore(run(), runId, name);
    } catch (IOException e) {
      throw failed("a question", e);
    }
  }

  @Override
  public List<StoredState> states(RunId runId) {
    throw notHere();
  }

  @Override
  public List<StoredState> states() {
    throw notHere();
  }

  @Override
  public List<StoredState> collectStates(boolean dryRun) {
    throw notHere();
  }
}
