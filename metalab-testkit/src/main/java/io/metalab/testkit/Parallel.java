package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Runs a piece of a test on several threads of its own at once. */
final class Parallel {
  private Parallel() {}

  /** Runs the body on this many fresh threads and waits for all; the first failure is thrown. */
  static void run(int threads, IntConsumer body) {
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int index = i;
      CompletableFuture<Void> result = new CompletableFuture<>();
      results.add(result);
      Thread thread =
          new Thread(
              () -> {
                try {
                  body.accept(index);
                  result.complete(null);
                } catch (Throwable failure) {
                  result.completeExceptionally(failure);
                }
              },
              "testkit-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    for (CompletableFuture<Void> result : results) {
      assertThat(result).succeedsWithin(StoreFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
