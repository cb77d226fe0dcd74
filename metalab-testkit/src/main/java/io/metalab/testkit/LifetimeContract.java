package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.assertFails;
import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A store serves many threads, survives their interruption, and is over once closed. */
interface LifetimeContract extends StoreFixture {
  @Test
  default void acknowledgesTheRecordsOfManyThreads() {
    int threads = 8;
    int each = 250;
    Parallel.run(
        threads,
        thread -> {
          for (RunRecord record : Samples.successes(SeedBundle.of(60, thread), each)) {
            StreamKey log = new StreamKey(record.runId(), 1, Kind.LOG);
            store().append(log, "started\n".getBytes(UTF_8));
            put(store(), record);
            assertThat(store().findRunRecord(record.runId())).contains(record);
          }
        });
    for (int thread = 0; thread < threads; thread++) {
      for (RunRecord record : Samples.successes(SeedBundle.of(60, thread), each)) {
        assertThat(store().findRunRecord(record.runId())).contains(record);
        StreamKey log = new StreamKey(record.runId(), 1, Kind.LOG);
        assertThat(store().read(log, 0, 100)).isEqualTo("started\n".getBytes(UTF_8));
      }
    }
    assertThat(store().info().runs()).isEqualTo((long) threads * each);
  }

  @Test
  default void keepsOneEffectiveRecordOfARunThatManyThreadsPut() {
    RunRecord run = Samples.success(SeedBundle.of(61));
    Parallel.run(8, thread -> put(store(), run));
    assertThat(store().attempts(run.runId())).containsExactly(run);
    assertThat(store().info().runs()).isEqualTo(1);
  }

  @Test
  default void goesOnAfterAThreadWasInterruptedInAnyCall() {
    List<RunRecord> records = Samples.successes(SeedBundle.of(62), 40);
    byte[] bytes = Samples.bytes(SeedBundle.of(62).stream("bytes"), 50_000);
    RunId first = records.get(0).runId();
    put(store(), records.get(0));
    List<RunRecord> acknowledged = Collections.synchronizedList(new ArrayList<>());
    for (RunRecord record : records) {
      Parallel.run(
          1,
          thread -> {
            interrupted(() -> store().findRunRecord(first));
            interrupted(() -> ArtifactContract.putArtifact(store(), record.runId(), "a", bytes));
            interrupted(
                () ->
                    store()
                        .append(new StreamKey(record.runId(), 1, Kind.LOG), "x\n".getBytes(UTF_8)));
            interrupted(() -> store().read(new StreamKey(first, 1, Kind.LOG), 0, 10));
            interrupted(
                () -> {
                  store().putRunRecord(record).join();
                  acknowledged.add(record);
                });
            interrupted(() -> store().putDocument("experiment", record.identity()));
          });
    }
    RunRecord later = Samples.success(SeedBundle.of(63));
    var artifact = ArtifactContract.putArtifact(store(), later.runId(), "later", bytes);
    put(store(), later);
    acknowledged.add(later);
    for (RunRecord record : acknowledged) {
      assertThat(store().findRunRecord(record.runId())).contains(record);
    }
    assertThat(ArtifactContract.readArtifact(store(), artifact)).isEqualTo(bytes);
    StreamKey log = new StreamKey(later.runId(), 1, Kind.LOG);
    store().append(log, "fine\n".getBytes(UTF_8));
    assertThat(store().read(log, 0, 10)).isEqualTo("fine\n".getBytes(UTF_8));
  }

  /** Makes a call on an interrupted thread; the call may fail, but only as the contract says. */
  private static void interrupted(Runnable call) {
    Thread.currentThread().interrupt();
    try {
      call.run();
    } catch (MetalabException e) {
      assertThat(e.code()).isIn(ErrorCode.STORE_UNUSABLE, ErrorCode.CANCELLED);
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(MetalabException.class);
    } catch (AssertionError e) {
      assertThat(e).as("a read or write given up").hasCauseInstanceOf(IOException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  default void mayBeClosedTwice() {
    put(store(), Samples.success(SeedBundle.of(64)));
    store().close();
    store().close();
  }

  @Test
  default void refusesUseOnceItIsClosed() {
    RunRecord run = Samples.success(SeedBundle.of(65));
    Store store = store();
    put(store, run);
    store.close();
    StreamKey log = new StreamKey(run.runId(), 1, Kind.LOG);
    var draft = new ArtifactDraft(run.runId(), "a", "text/plain", "", Map.of());
    assertFails(ErrorCode.STORE_UNUSABLE, () -> acknowledged(store, run));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.findRunRecord(run.runId()));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.attempts(run.runId()));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.findRuns(List.of(run.runId())));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.counts());
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.append(log, new byte[] {'\n'}));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.read(log, 0, 1));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.putDocument("experiment", "x"));
    assertFails(ErrorCode.STORE_UNUSABLE, () -> store.documents("experiment"));
    assertFails(
        ErrorCode.STORE_UNUSABLE,
        () -> store.putArtifact(draft, new ByteArrayInputStream(new byte[1])));
  }

  private static void acknowledged(Store store, RunRecord run) {
    try {
      store.putRunRecord(run).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException problem) {
        throw problem;
      }
      throw e;
    }
  }
}
