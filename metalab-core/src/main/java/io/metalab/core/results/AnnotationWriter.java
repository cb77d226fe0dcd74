package io.metalab.core.results;

import io.metalab.api.store.AnnotationStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds to many runs from several threads, so that a store may sync many changes at once. What is
 * handed over for one run twice may be done in any order. Used by one thread.
 */
public final class AnnotationWriter implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int IN_FLIGHT = 4 * THREADS;

  private final AnnotationStore store;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "metalab-annotate");
            thread.setDaemon(true);
            return thread;
          });
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /** Creates a writer to a store. */
  public AnnotationWriter(AnnotationStore store) {
    this.store = store;
  }

  /** Hands a change over; throws what the store threw for an earlier one. */
  public void submit(Consumer<AnnotationStore> change) {
    throwFailure();
    room.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            change.accept(store);
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
