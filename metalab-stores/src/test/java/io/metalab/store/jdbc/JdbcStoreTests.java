package io.metalab.store.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Store;
import io.metalab.testkit.Samples;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of stores in databases share. */
final class JdbcStoreTests {
  private JdbcStoreTests() {}

  static List<RunRecord> samples(int seed, int count) {
    return Samples.successes(SeedBundle.of(seed), count);
  }

  /** Puts records and waits until they are durable. */
  static void put(Store store, List<RunRecord> records) {
    records.stream()
        .map(store::putRunRecord)
        .toList()
        .forEach(saved -> assertThat(saved).succeedsWithin(4, TimeUnit.MINUTES));
  }

  static List<RunRecord> records(Store store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records.toList();
    }
  }

  /** Returns the failure of a call, or of what it waits for. */
  static MetalabException failure(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(MetalabException.class);
    return (MetalabException) requireNonNull(cause);
  }
}
