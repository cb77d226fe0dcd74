package io.metalab.core.results;

import io.metalab.api.RunId;
import io.metalab.api.store.AnnotationStore;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stores derived metrics from several threads, so that a store may sync many at once. */
final class DerivedWriter implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int IN_FLIGHT = 4 * THREADS;

  private final AnnotationStore store;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "metalab-derived");
            thread.setDaemon(true);
            return thread;
          });
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  DerivedWriter(AnnotationStore store) {
    this.store = store;
  }

  /** Hands derived metrics of a run over; throws what the store threw for an earlier one. */
  void put(RunId runId, Map<String, Object> derived) {
    throwFailure();
    room.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            store.putDerived(runId, derived);
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
          } finally {
            room.release();
          }
        });
  }

  /** Waits until all is durable; throws what the store threw. */
  @Override
  public void close() {
    threads.shutdown();
    room.acquireUninterruptibly(IN_FLIGHT);
    throwFailure();
  }

  private void throwFailure() {
    RuntimeException problem = failure.get();
    if (problem != null) {
      throw problem;
    }
  }
}
