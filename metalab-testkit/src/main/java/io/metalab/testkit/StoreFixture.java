package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The store under test, and what the parts of its contract share. */
interface StoreFixture {
  /** How long a store may take for anything; only a store that hangs needs it. */
  long PATIENCE_SECONDS = 150;

  /** Returns the store of this test, opened at the first call. */
  Store store();

  /** Returns seeds for this many repetitions with other samples. */
  static List<SeedBundle> seeds(String subject, int repetitions) {
    return IntStream.range(0, repetitions)
        .mapToObj(i -> SeedBundle.of(20260102, i).split(subject))
        .toList();
  }

  /** Puts records one after the other, each acknowledged before the next. */
  static void put(Store store, RunRecord... records) {
    for (RunRecord record : records) {
      await(store.putRunRecord(record));
    }
  }

  /** Puts records and then waits for all of them. */
  static void putAll(Store store, List<RunRecord> records) {
    List<CompletableFuture<Void>> futures = records.stream().map(store::putRunRecord).toList();
    futures.forEach(StoreFixture::await);
  }

  /** Waits for an acknowledgement; a failure is thrown as it is. */
  static void await(CompletableFuture<Void> future) {
    assertThat(future).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** States that a call fails with an error of this code. */
  static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThat(catchThrowable(call))
        .as("failure with %s", code)
        .isInstanceOfSatisfying(
            MetalabException.class,
            failure -> {
              assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
              assertThat(failure).hasMessageMatching("(?s).+");
            });
  }
}
