package io.metalab.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import io.metalab.testkit.Samples;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The process that is killed: it writes to a store and says on stdout what was acknowledged. */
public final class ChildWriter {
  static final String PLAN = "0f".repeat(32);
  static final String CLAIMED = "claimed";
  static final String ACKNOWLEDGED = "acknowledged";
  static final String REFUSED = "refused ";
  static final String STATE = "position";

  private static final int WINDOW = 16;
  private static final int COLLECT_EVERY = 20;

  private ChildWriter() {}

  /**
   * Writes records for ever, or one under a claim, or saves a state for ever.
   *
   * @param args class of the {@link StoreFactory}, directory, root seed, lease in milliseconds, and
   *     {@code write}, {@code claim} or {@code save}
   */
  public static void main(String[] args) throws Exception {
    StoreFactory factory =
        Class.forName(args[0])
            .asSubclass(StoreFactory.class)
            .getDeclaredConstructor()
            .newInstance();
    Duration lease = Duration.ofMillis(Long.parseLong(args[3]));
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    try (Store store = factory.open(Path.of(args[1]), OpenOptions.readWrite().withLease(lease))) {
      long seed = Long.parseLong(args[2]);
      switch (args[4]) {
        case "claim" -> writeUnderClaim(store, seed, out);
        case "save" -> saveForEver(store, seed, out);
        default -> writeForEver(store, seed, out);
      }
    }
  }

  /** Returns the record that the child writes as number {@code index}. */
  static RunRecord record(long seed, int index) {
    return Samples.success(SeedBundle.of(seed, index));
  }

  /** Returns the bytes of the artifact and, as text, the log of that record. */
  static byte[] content(RunRecord record) {
    return (record.identity().replace('\n', ' ') + "\n").getBytes(UTF_8);
  }

  private static void writeForEver(Store store, long seed, PrintStream out) throws IOException {
    Deque<CompletableFuture<Void>> window = new ArrayDeque<>();
    for (int i = 0; ; i++) {
      RunRecord record = record(seed, i);
      var visible = store.putRunRecord(Samples.attempt(record, 1, RunStatus.RUNNING));
      store.append(new StreamKey(record.runId(), 1, Kind.LOG), content(record));
      if (i % 3 == 0) {
        record = record.toBuilder().artifacts(List.of(artifact(store, record))).build();
      }
      if (i % COLLECT_EVERY == 0) {
        collect(store, record(seed, i));
      }
      int index = i;
      window.add(
          CompletableFuture.allOf(visible, store.putRunRecord(record))
              .thenRun(() -> out.print(Integer.toString(index) + "\n")));
      if (window.size() == WINDOW) {
        window.remove().join();
      }
    }
  }

  /** Collects what killed processes left, and leaves an artifact that no record names. */
  private static void collect(Store store, RunRecord record) throws IOException {
    if (store instanceof CollectableStore collectable) {
      byte[] bytes = ("unnamed " + record.runId()).getBytes(UTF_8);
      store.putArtifact(
          new ArtifactDraft(record.runId(), "unnamed", "text/plain", "", Map.of()),
          new ByteArrayInputStream(bytes));
      collectable.collectGarbage(new GarbagePolicy(false, Duration.ZERO), false);
    }
  }

  private static ArtifactDescriptor artifact(Store store, RunRecord record) throws IOException {
    return store.putArtifact(
        new ArtifactDraft(record.runId(), "content", "text/plain", "", Map.of()),
        new ByteArrayInputStream(content(record)));
  }

  /** Returns the state that the child saves as number {@code index}, each of another length. */
  static byte[] state(int index) {
    byte[] bytes = new byte[300_000 + index];
    Arrays.fill(bytes, (byte) index);
    return bytes;
  }

  private static void saveForEver(Store store, long seed, PrintStream out) {
    RunRecord run = record(seed, 0);
    store.putRunRecord(Samples.attempt(run, 1, RunStatus.RUNNING)).join();
    if (!(store instanceof StateStore states)) {
      return;
    }
    for (int i = 0; ; i++) {
      states.putState(new StateKey(run.runId(), 1, STATE), state(i));
      out.print(Integer.toString(i) + "\n");
    }
  }

  private static void writeUnderClaim(Store store, long seed, PrintStream out) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Claim claim = ((ClaimStore) store).tryClaim(PLAN, 0).orElseThrow();
    store.putRunRecord(record(seed, 0)).join();
    store.putRunRecord(Samples.attempt(record(seed, 1), 1, RunStatus.RUNNING)).join();
    store.putRunRecord(Samples.attempt(record(seed, 2), 1, RunStatus.RUNNING)).join();
    save(store, record(seed, 2));
    out.println(CLAIMED);
    in.readLine();
    try {
      save(store, record(seed, 2));
      out.println(ACKNOWLEDGED);
    } catch (MetalabException e) {
      out.println(REFUSED + e.code());
    }
    try {
      store.putRunRecord(record(seed, 1)).join();
      out.println(ACKNOWLEDGED);
    } catch (CompletionException e) {
      out.println(
          REFUSED + (e.getCause() instanceof MetalabException problem ? problem.code() : e));
    } catch (MetalabException e) {
      out.println(REFUSED + e.code());
    }
    out.println(claim.isHeld());
  }

  private static void save(Store store, RunRecord run) {
    if (store instanceof StateStore states) {
      states.putState(new StateKey(run.runId(), 1, STATE), content(run));
    }
  }
}
