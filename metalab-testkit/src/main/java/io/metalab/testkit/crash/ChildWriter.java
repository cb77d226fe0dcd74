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

  private static final int WINDOW = 16;
  private static final int COLLECT_EVERY = 20;

  private ChildWriter() {}

  /**
   * Writes records for ever, or one under a claim.
   *
   * @param args class of the {@link StoreFactory}, directory, root seed, lease in milliseconds, and
   *     {@code write} or {@code claim}
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
      if (args[4].equals("claim")) {
        writeUnderClaim(store, Long.parseLong(args[2]), out);
      } else {
        writeForEver(store, Long.parseLong(args[2]), out);
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

  private static void writeUnderClaim(Store store, long seed, PrintStream out) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Claim claim = ((ClaimStore) store).tryClaim(PLAN, 0).orElseThrow();
    store.putRunRecord(record(seed, 0)).join();
    store.putRunRecord(Samples.attempt(record(seed, 1), 1, RunStatus.RUNNING)).join();
    out.println(CLAIMED);
    in.readLine();
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
}
