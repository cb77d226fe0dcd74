package io.metalab.executor;

/** A thread that executes one run after the other, each as if it were the first. */
final class Worker extends Thread {
  private final ThreadExecutor executor;
  private final String name;
  private final ClassLoader loader;

  Worker(ThreadExecutor executor, String name, ClassLoader loader) {
    super(name);
    this.executor = executor;
    this.name = name;
    this.loader = loader;
    setDaemon(true);
    setContextClassLoader(loader);
  }

  /** Returns the worker that takes the place of this one, whose run never returns. */
  Worker replacement() {
    return new Worker(executor, name, loader);
  }

  @Override
  public void run() {
    while (executor.executeNext(this)) {
      if (getContextClassLoader() != loader) {
        setContextClassLoader(loader);
      }
      if (!name.equals(getName())) {
        setName(name);
      }
    }
  }
}
