package io.metalab.executor;

import org.jspecify.annotations.Nullable;

/** A thread that executes one run after the other, each as if it were the first. */
final class Worker extends Thread {
  private final ThreadExecutor executor;
  private final int slot;
  private final Runnable first;
  private final ClassLoader loader;
  private volatile @Nullable ThreadTask current;

  /**
   * Creates a worker.
   *
   * @param slot its place among the workers, from 0
   * @param first what it does before its first run
   */
  Worker(ThreadExecutor executor, int slot, ClassLoader loader, Runnable first) {
    super("metalab-worker-" + (slot + 1));
    this.executor = executor;
    this.slot = slot;
    this.first = first;
    this.loader = loader;
    setDaemon(true);
    setContextClassLoader(loader);
  }

  int slot() {
    return slot;
  }

  /** Returns the run it executes. */
  @Nullable ThreadTask current() {
    return current;
  }

  void current(@Nullable ThreadTask task) {
    current = task;
  }

  @Override
  public void run() {
    String name = getName();
    first.run();
    while (executor.executeNext(this)) {
      Thread.interrupted();
      if (getContextClassLoader() != loader) {
        setContextClassLoader(loader);
      }
      if (!name.equals(getName())) {
        setName(name);
      }
    }
  }
}
