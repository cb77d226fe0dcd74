package io.metalab.core.run;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.testkit.InMemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A store with claims that tests can look into, slow down and break. */
public final class FakeStore extends InMemoryStore implements ClaimStore {
  final List<RunRecord> puts = new ArrayList<>();
  final List<Integer> lookUps = new ArrayList<>();
  final Set<Long> heldByOthers = new LinkedHashSet<>();
  final Set<String> claimed = new LinkedHashSet<>();
  private Function<RunRecord, CompletableFuture<Void>> commit =
      record -> CompletableFuture.completedFuture(null);
  private boolean artifactsBroken;
  private Runnable onLookUp = () -> {};

  /** Sets what decides when and how finished records become durable. */
  synchronized void commit(Function<RunRecord, CompletableFuture<Void>> newCommit) {
    commit = newCommit;
  }

  /** Makes every artifact fail. */
  synchronized void breakArtifacts() {
    artifactsBroken = true;
  }

  /** Sets what happens before each look-up. */
  synchronized void onLookUp(Runnable action) {
    onLookUp = action;
  }

  /** Makes the holders of all claims die. */
  public synchronized void loseClaims() {
    claimed.clear();
  }

  synchronized List<RunRecord> finished() {
    return puts.stream().filter(record -> record.status().isFinished()).toList();
  }

  synchronized void store(RunRecord record) {
    super.putRunRecord(record).join();
  }

  String log(RunId runId, int attempt) {
    byte[] bytes = read(new StreamKey(runId, attempt, StreamKey.Kind.LOG), 0, 1 << 20);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // The scripted action runs outside of the lock: it may wait for another thread of the test.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    Function<RunRecord, CompletableFuture<Void>> committer;
    synchronized (this) {
      puts.add(record);
      committer = commit;
    }
    if (!record.status().isFinished()) {
      store(record);
      return CompletableFuture.completedFuture(null);
    }
    return committer.apply(record).thenRun(() -> store(record));
  }

  // The scripted action runs outside of the lock: it may wait for another thread of the test.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    Runnable action;
    synchronized (this) {
      action = onLookUp;
      lookUps.add(ids.size());
    }
    action.run();
    return super.findRuns(ids);
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    synchronized (this) {
      if (artifactsBroken) {
        throw broken();
      }
    }
    return super.putArtifact(draft, content);
  }

  @Override
  public synchronized Optional<Claim> tryClaim(String plan, long chunk) {
    String name = plan + '-' + chunk;
    if (heldByOthers.contains(chunk) || !claimed.add(name)) {
      return Optional.empty();
    }
    return Optional.of(new FakeClaim(name));
  }

  @Override
  public synchronized boolean isClaimed(String plan, long chunk) {
    return heldByOthers.contains(chunk) || claimed.contains(plan + '-' + chunk);
  }

  private final class FakeClaim implements Claim {
    private final String name;

    private FakeClaim(String name) {
      this.name = name;
    }

    @Override
    public boolean isHeld() {
      synchronized (FakeStore.this) {
        return claimed.contains(name);
      }
    }

    @Override
    public void close() {
      synchronized (FakeStore.this) {
        claimed.remove(name);
      }
    }
  }

  static MetalabException broken() {
    return new MetalabException(ErrorCode.STORE_UNUSABLE, "The disk is full.");
  }
}
